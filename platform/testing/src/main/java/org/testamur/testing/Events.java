package org.testamur.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Tells events as other services would, and reads what the service under test has told. */
public final class Events implements AutoCloseable {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().findAndAddModules().build();

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Log> logs = new ConcurrentHashMap<>();

    /** @param bootstrapServers the value of {@code kafka.bootstrap.servers} */
    public Events(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** One event as it went over the wire or will. */
    public record Event(
            String key,
            Map<String, String> headers,
            @Nullable JsonNode data) {

        public static Event of(String type, Object key, @Nullable Object tenant, long version, @Nullable Object data) {
            Map<String, String> headers = new HashMap<>();
            headers.put("ce_specversion", "1.0");
            headers.put("ce_id", UUID.randomUUID().toString());
            headers.put("ce_type", type);
            headers.put("ce_source", "https://localhost:8443/test");
            headers.put("ce_subject", key.toString());
            headers.put("ce_time", Instant.now(Clock.systemUTC()).toString());
            headers.put("ce_aggregateversion", Long.toString(version));
            if (tenant != null) {
                headers.put("ce_institution", tenant.toString());
            }
            return new Event(key.toString(), headers, data == null ? null : MAPPER.valueToTree(data));
        }

        public String type() {
            return headers.getOrDefault("ce_type", "");
        }

        public long version() {
            return Long.parseLong(headers.getOrDefault("ce_aggregateversion", "0"));
        }
    }

    /** Sends and waits until the broker has it; sending the same value again is a redelivery. */
    public Event send(String topic, Event event) {
        try {
            sendRaw(
                    topic,
                    event.key().getBytes(StandardCharsets.UTF_8),
                    event.headers(),
                    event.data() == null ? null : MAPPER.writeValueAsBytes(event.data()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return event;
    }

    /** Sends bytes as they are; for records that no well-behaved service would send. */
    public void sendRaw(String topic, byte[] key, Map<String, String> headers, byte @Nullable [] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("could not send to " + topic, e);
        }
    }

    /**
     * All committed records of the topic, oldest first within each key. A second reading fetches only what has come since,
     * so that asking repeatedly costs little; it therefore still holds what has been compacted away in between.
     */
    public List<Event> read(String topic) {
        return logs.computeIfAbsent(topic, name -> new Log(bootstrapServers, name))
                .read();
    }

    /** Waits until the topic holds such an event, and gives the first. */
    public Event await(String topic, Predicate<Event> wanted) {
        return Await.await(() -> read(topic).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        try {
            return new Event(
                    record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                    headers,
                    record.value() == null ? null : MAPPER.readTree(record.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        logs.values().forEach(Log::close);
    }

    /** What has been read of one topic, and the consumer that reads on. */
    private static final class Log implements AutoCloseable {

        /** A commit is answered before its marks are in the partitions: so long they are waited for, and not for ever. */
        private static final Duration MARKS = Duration.ofSeconds(2);

        private final KafkaConsumer<byte[], byte[]> consumer;
        /** Sees the ends of partitions, whatever is not committed before them. */
        private final KafkaConsumer<byte[], byte[]> ends;

        private final List<TopicPartition> partitions;
        private final List<Event> events = new ArrayList<>();

        Log(String bootstrapServers, String topic) {
            consumer = consumer(bootstrapServers, "read_committed");
            ends = consumer(bootstrapServers, "read_uncommitted");
            partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, String isolation) {
            return new KafkaConsumer<>(
                    Map.of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                            ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation,
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        }

        synchronized List<Event> read() {
            Map<TopicPartition, Long> all = ends.endOffsets(partitions);
            Map<TopicPartition, Long> committed = consumer.endOffsets(partitions);
            long patience = System.nanoTime() + MARKS.toNanos();
            while (!isAt(committed) || (!isAt(all) && System.nanoTime() < patience)) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> events.add(event(record)));
            }
            return List.copyOf(events);
        }

        private boolean isAt(Map<TopicPartition, Long> offsets) {
            return partitions.stream().allMatch(p -> consumer.position(p) >= offsets.getOrDefault(p, 0L));
        }

        @Override
        public synchronized void close() {
            consumer.close();
            ends.close();
        }
    }
}
