/** Sends webhook deliveries, retries them and keeps their outcome. */
@NullMarked
package org.testamur.verification.webhook.delivery;

import org.jspecify.annotations.NullMarked;
