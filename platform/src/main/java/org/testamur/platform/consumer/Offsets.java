package org.testamur.platform.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer came and has not told its group yet. Told not each time, and told again when that failed. */
final class Offsets {

    /** To note each poll would cost the broker as much as to serve it; whoever reads some again recognises them. */
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();
    private long toldAt;

    Offsets(long nowNanos) {
        toldAt = nowNanos;
    }

    void reached(Map<TopicPartition, OffsetAndMetadata> positions) {
        untold.putAll(positions);
    }

    /** What is to be told now, which is taken for told until {@link #failed} says otherwise; often nothing. */
    Map<TopicPartition, OffsetAndMetadata> due(long nowNanos) {
        if (untold.isEmpty() || nowNanos - toldAt < PAUSE_NANOS) {
            return Map.of();
        }
        toldAt = nowNanos;
        return all();
    }

    /**
     * Hands over what is to be told now.
     *
     * @param refused what could not even be handed over, for {@link #failed}
     */
    void tell(
            long nowNanos,
            Consumer<Map<TopicPartition, OffsetAndMetadata>> to,
            BiConsumer<Map<TopicPartition, OffsetAndMetadata>, KafkaException> refused) {
        Map<TopicPartition, OffsetAndMetadata> due = due(nowNanos);
        if (due.isEmpty()) {
            return;
        }
        try {
            to.accept(due);
        } catch (KafkaException e) {
            refused.accept(due, e);
        }
    }

    /** All that is not told, which is taken for told. */
    Map<TopicPartition, OffsetAndMetadata> all() {
        Map<TopicPartition, OffsetAndMetadata> all = Map.copyOf(untold);
        untold.clear();
        return all;
    }

    /** Could not be told: of what is still ours, and where nothing later is to be told, it is told again. */
    void failed(Map<TopicPartition, OffsetAndMetadata> positions, Collection<TopicPartition> ours) {
        positions.forEach((partition, position) -> {
            if (ours.contains(partition)) {
                untold.merge(
                        partition, position, (later, failed) -> later.offset() >= failed.offset() ? later : failed);
            }
        });
    }
}
