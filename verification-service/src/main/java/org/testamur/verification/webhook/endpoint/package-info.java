/** Manages the endpoints of employers and proves that each of them wants deliveries. */
@NullMarked
package org.testamur.verification.webhook.endpoint;

import org.jspecify.annotations.NullMarked;
