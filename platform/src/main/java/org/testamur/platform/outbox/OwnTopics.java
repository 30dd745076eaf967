package org.testamur.platform.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.EventHeaders;
import org.testamur.platform.kafka.KafkaClients;
import org.testamur.platform.outbox.TailPolicy.Place;
import org.testamur.platform.outbox.TailPolicy.Told;

/** Reads the ends of the topics that a service writes: those whose first segment is its name. */
final class OwnTopics {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final Duration POLL = Duration.ofMillis(200);
    /** A commit is answered before its marks are in the partitions; what another relay has begun is no fact yet. */
    private static final Duration MARKS = Duration.ofSeconds(1);

    private static final int LARGEST_BATCH = 500;

    private final KafkaClients clients;
    private final String service;

    OwnTopics(KafkaClients clients, String service) {
        this.clients = clients;
        this.service = service;
    }

    /** Where the next record of each partition would stand, committed or not. */
    Map<Place, Long> ends() throws InterruptedException {
        try (Admin admin = clients.admin(Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG,
                service + "-own-topics",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS))) {
            List<String> own = answer(admin.listTopics().names()).stream()
                    .filter(topic -> topic.startsWith(service + "."))
                    .toList();
            Map<TopicPartition, OffsetSpec> asked = answer(
                            admin.describeTopics(own).allTopicNames())
                    .values()
                    .stream()
                    .flatMap(OwnTopics::partitions)
                    .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
            Map<Place, Long> ends = new HashMap<>();
            answer(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                            .all())
                    .forEach((partition, end) -> ends.put(place(partition), end.offset()));
            return ends;
        }
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(partition -> new TopicPartition(topic.name(), partition.partition()));
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }

    /**
     * Reads what was committed between two offsets of each partition; a transaction that is open for longer than a moment is
     * not waited for.
     *
     * @param from the first offset, by partition
     * @param ends beyond the last one
     * @param each takes a bounded number at a time, and is false when it has seen enough
     */
    void read(Map<Place, Long> from, Map<Place, Long> ends, Predicate<List<Told>> each) {
        if (from.isEmpty()) {
            return;
        }
        try (var client = clients.reader(
                LARGEST_BATCH,
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        service + "-own-topics",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        PATIENCE_MILLIS))) {
            Map<TopicPartition, Long> starts = new HashMap<>();
            from.forEach((place, offset) -> starts.put(new TopicPartition(place.topic(), place.partition()), offset));
            client.assign(starts.keySet());
            starts.forEach(client::seek);
            Map<TopicPartition, Long> committed = client.endOffsets(starts.keySet());
            Map<TopicPartition, Long> all = new HashMap<>();
            starts.keySet().forEach(partition -> all.put(partition, ends.getOrDefault(place(partition), 0L)));
            long patience = System.nanoTime() + MARKS.toNanos();
            while (!isAt(client, committed) || (!isAt(client, all) && System.nanoTime() - patience < 0)) {
                List<Told> told = new ArrayList<>();
                client.poll(POLL).forEach(record -> told.add(told(record)));
                if (!told.isEmpty() && !each.test(told)) {
                    return;
                }
            }
        }
    }

    private static boolean isAt(KafkaConsumer<?, ?> client, Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream().allMatch(end -> client.position(end.getKey()) >= end.getValue());
    }

    private static Told told(ConsumerRecord<byte[], byte[]> record) {
        return new Told(
                new Place(record.topic(), record.partition()),
                record.offset(),
                event(record.headers().lastHeader(EventHeaders.ID)));
    }

    private static @Nullable UUID event(@Nullable Header id) {
        try {
            return id == null || id.value() == null
                    ? null
                    : UUID.fromString(new String(id.value(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Place place(TopicPartition partition) {
        return new Place(partition.topic(), partition.partition());
    }

    /** As one line of few names. */
    static String names(Collection<Place> places) {
        return places.stream().limit(5).map(Place::toString).collect(Collectors.joining(", "))
                + (places.size() > 5 ? " and " + (places.size() - 5) + " more" : "");
    }
}
