/** What is decided without a server about a delivery. */
@NullMarked
package org.testamur.verification.webhook;

import org.jspecify.annotations.NullMarked;
