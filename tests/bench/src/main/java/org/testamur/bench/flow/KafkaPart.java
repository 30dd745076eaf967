package org.testamur.bench.flow;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.machine.CpuTime;
import org.testamur.bench.stack.OwnStack;

/** The records of each credential through the same Kafka, produced and consumed, and nothing else. */
final class KafkaPart implements AutoCloseable {

    private static final String TOPIC = "bench.parts";
    private static final int PARTITIONS = 6;
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<byte[]> values;
    private final CpuTime cpu;

    /** For values of these sizes, one record each for every credential. */
    KafkaPart(OwnStack stack, int... sizes) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e.getCause());
            }
        }
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka(), ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.kafka(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        values = new ArrayList<>();
        for (int size : sizes) {
            values.add("{\"x\":\"%s\"}".formatted("0".repeat(size)).getBytes(StandardCharsets.UTF_8));
        }
        cpu = stack.cpu("kafka");
    }

    /** As many credentials as asked for. */
    Sample run(int credentials) {
        double cpuBefore = cpu.seconds();
        long began = System.nanoTime();
        Thread producing = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < credentials; i++) {
                byte[] key = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
                for (byte[] value : values) {
                    producer.send(new ProducerRecord<>(TOPIC, key, value));
                }
            }
            producer.flush();
        });
        long left = (long) credentials * values.size();
        while (left > 0) {
            left -= consumer.poll(POLL).count();
        }
        double wall = (System.nanoTime() - began) / 1e9;
        try {
            producing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Sample(credentials, wall, cpu.seconds() - cpuBefore);
    }

    /** One record there and back. */
    void hop(byte[] value) {
        producer.send(new ProducerRecord<>(TOPIC, value));
        producer.flush();
        int left = 1;
        while (left > 0) {
            left -= consumer.poll(POLL).count();
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
