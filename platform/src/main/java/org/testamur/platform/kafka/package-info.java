/** How clients of Kafka are made. Start at {@link org.testamur.platform.kafka.KafkaClients}. */
@NullMarked
package org.testamur.platform.kafka;

import org.jspecify.annotations.NullMarked;
