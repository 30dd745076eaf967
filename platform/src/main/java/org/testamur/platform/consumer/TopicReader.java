package org.testamur.platform.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.testamur.platform.health.Heartbeat;

/**
 * Reads a topic from its beginning to where it ends now, with a client outside any group: whoever reads it for the
 * consumer goes on, and the guard of versions sorts out what both take.
 */
final class TopicReader {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private TopicReader() {}

    /** False when it was given up before the end. */
    static boolean read(KafkaConsumer<byte[], byte[]> client, String topic, Intake intake, BooleanSupplier goesOn) {
        List<TopicPartition> partitions = client.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        client.assign(partitions);
        client.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = client.endOffsets(partitions);
        long pause = FIRST_PAUSE_MILLIS;
        while (ends.entrySet().stream().anyMatch(end -> client.position(end.getKey()) < end.getValue())) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            Heartbeat.beatCurrent();
            Intake.Result result = intake.take(client.poll(POLL));
            result.again().forEach(client::seek);
            if (result.again().isEmpty()) {
                pause = FIRST_PAUSE_MILLIS;
            } else {
                sleep(pause);
                pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
            }
        }
        return true;
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
