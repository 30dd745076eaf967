/** Telling employers, next to the least that sending can cost: start at {@link org.testamur.bench.webhook.WebhookRow}. */
@NullMarked
package org.testamur.bench.webhook;

import org.jspecify.annotations.NullMarked;
