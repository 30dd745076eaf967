package org.testamur.bench.flow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the credentials that verification tells of from now on. */
final class RecordsWatch implements AutoCloseable {

    static final String TOPIC = "verification.records";

    private final AtomicLong seen = new AtomicLong();
    private final Thread thread;
    private volatile boolean running = true;

    RecordsWatch(String bootstrap) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("records-watch").daemon().start(() -> {
            try (consumer) {
                while (running) {
                    int arrived = consumer.poll(Duration.ofMillis(100)).count();
                    if (arrived > 0) {
                        synchronized (seen) {
                            seen.addAndGet(arrived);
                            seen.notifyAll();
                        }
                    }
                }
            }
        });
    }

    long seen() {
        return seen.get();
    }

    /** Whether so many were seen in time. */
    boolean await(long total, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        synchronized (seen) {
            while (seen.get() < total) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                seen.wait(left);
            }
        }
        return true;
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        thread.join(Duration.ofSeconds(5));
    }
}
