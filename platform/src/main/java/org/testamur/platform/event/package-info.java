/** The shape of facts on their way out and in: CloudEvents in Kafka's binary mode. Start at {@link org.testamur.platform.event.OutgoingEvent}. */
@NullMarked
package org.testamur.platform.event;

import org.jspecify.annotations.NullMarked;
