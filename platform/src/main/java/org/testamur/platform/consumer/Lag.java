package org.testamur.platform.consumer;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * How many records a consumer has not taken of the partitions that are its own on this instance. The broker is asked for
 * their ends every few seconds; when it does not answer, or nobody asked for long, the lag is not known, which is not 0.
 */
final class Lag {

    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long STALE_NANOS = Duration.ofSeconds(60).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String topic;
    private volatile double records = Double.NaN;
    /** When there was nothing to read for the last time, or nobody knew. */
    private volatile long nothingAt = System.nanoTime();

    private volatile long askedAt = System.nanoTime() - PAUSE_NANOS;

    Lag(String topic) {
        this.topic = topic;
    }

    /** Not a number while it is not known. */
    double records() {
        return System.nanoTime() - askedAt > STALE_NANOS ? Double.NaN : records;
    }

    /** For how long there has been something to read; zero when there is nothing, or nobody knows. */
    Duration behind() {
        return records() > 0 ? Duration.ofNanos(System.nanoTime() - nothingAt) : Duration.ZERO;
    }

    void isUnknown() {
        records = Double.NaN;
        nothingAt = System.nanoTime();
    }

    /**
     * Asks, if the last answer is some seconds old.
     *
     * @param settled where what is not taken begins, where that is not the client's position
     */
    void measure(Consumer<?, ?> client, Map<TopicPartition, Long> settled) {
        if (System.nanoTime() - askedAt < PAUSE_NANOS) {
            return;
        }
        try {
            Set<TopicPartition> ours = client.assignment();
            if (ours.isEmpty()) {
                // A member of the group without partitions has nothing to do; anybody else does not know.
                boolean member = client.groupMetadata().generationId() >= 0
                        && !client.partitionsFor(topic, PATIENCE).isEmpty();
                records = member ? 0 : Double.NaN;
            } else {
                double sum = 0;
                for (Map.Entry<TopicPartition, Long> end :
                        client.endOffsets(ours, PATIENCE).entrySet()) {
                    Long taken = settled.get(end.getKey());
                    long from = taken != null ? taken : client.position(end.getKey(), PATIENCE);
                    sum += Math.max(0, end.getValue() - from);
                }
                records = sum;
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            records = Double.NaN;
        }
        askedAt = System.nanoTime();
        if (!(records > 0)) {
            nothingAt = askedAt;
        }
    }
}
