/** Deliveries to employers' endpoints, durable, signed and retried. Start at {@link org.testamur.verification.webhook.Announcements}. */
@NullMarked
package org.testamur.verification.webhook;

import org.jspecify.annotations.NullMarked;
