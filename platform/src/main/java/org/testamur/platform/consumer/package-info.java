/** Facts arrive, in order per key, each in one transaction with what it causes. Start at {@link org.testamur.platform.consumer.EventConsumer}. */
@NullMarked
package org.testamur.platform.consumer;

import org.jspecify.annotations.NullMarked;
