package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.testing.Await.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.consumer.Parcels.Parcel;
import org.testamur.platform.consumer.Parcels.Trouble;
import org.testamur.platform.health.DegradedStates;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** What a whole poll comes to: as if each of its records had been taken alone, in order. */
@QuarkusTest
@QuarkusTestResource(
        value = Servers.class,
        initArgs = {
            @ResourceArg(name = "database", value = "sample"),
            @ResourceArg(
                    name = "topics",
                    value = "sample.notes\nsample.things\nsample.orders\nsample.parcels\nsample.dead-letters")
        })
@QuarkusTestResource(Identity.class)
class BatchIT {

    private static final UUID NORTHFIELD = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final UUID HARBOUR = UUID.fromString("019a0000-0000-7000-8000-000000000002");
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Offsets that the topic itself never reaches. */
    private static long nextOffset = 1_000_000_000;

    @Inject
    Parcels parcels;

    @Inject
    Delivery delivery;

    @Inject
    Parking parking;

    @Inject
    AwaitedDependencies dependencies;

    @Inject
    DeadLetters deadLetters;

    @Inject
    StoppedConsumers stoppedConsumers;

    @Inject
    DegradedStates degraded;

    @Inject
    Clock clock;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    PlatformConfig config;

    private Intake intake;

    @BeforeEach
    void beginAnew() {
        intake = new Intake(parcels, delivery, parking, dependencies, deadLetters, stoppedConsumers);
        parcels.prepared().clear();
        parcels.dependencyIsAway(false);
        parcels.haveTime(false);
    }

    @Test
    void manyRecordsAreOneBatchAndRedeliveredOnesAreTakenNoMore() {
        List<UUID> keys = keys(300);
        ConsumerRecords<byte[], byte[]> poll =
                poll(keys.stream().map(key -> parcel(key, 1, NORTHFIELD, null)).toList());
        assertEquals(Map.of(), intake.take(poll).again());
        assertEquals(List.of(300), sizes());
        keys.forEach(key -> assertEquals(List.of(1L), taken(key)));

        // As after a crash between the commit and the note of the offset.
        Intake.Result result = intake.take(poll);
        assertEquals(end(poll), result.done());
        keys.forEach(key -> assertEquals(List.of(1L), taken(key)));
        assertEquals(List.of(300), sizes(), "nothing is prepared again");
    }

    @Test
    void onePoisonRecordInTheMiddleCostsOnlyItselfAndThoseOfItsKey() {
        for (Trouble trouble : List.of(Trouble.POISON, Trouble.ONLY_ALONE)) {
            List<UUID> keys = keys(300);
            UUID bad = keys.get(150);
            List<Event> events = new ArrayList<>();
            for (UUID key : keys) {
                events.add(parcel(key, 1, NORTHFIELD, key.equals(bad) ? trouble : null));
            }
            events.add(parcel(bad, 2, NORTHFIELD, null));
            ConsumerRecords<byte[], byte[]> poll = poll(events);
            assertEquals(end(poll), intake.take(poll).done());
            boolean dead = trouble == Trouble.POISON;
            for (UUID key : keys) {
                List<Long> expected = key.equals(bad) ? (dead ? List.of() : List.of(1L, 2L)) : List.of(1L);
                assertEquals(expected, taken(key));
            }
            assertEquals(dead ? 2 : 0, parked(bad));
        }
    }

    @Test
    void recordsOfOneKeyKeepTheirOrder() {
        List<UUID> keys = keys(20);
        List<Event> events = new ArrayList<>();
        for (long version = 1; version <= 15; version++) {
            for (int i = 0; i < keys.size(); i++) {
                Trouble trouble = (i + version) % 7 == 0 ? Trouble.LEFT_OVER : null;
                events.add(parcel(keys.get(i), version, NORTHFIELD, trouble));
            }
        }
        assertEquals(Map.of(), intake.take(poll(events)).again());
        keys.forEach(key -> assertEquals(LongStream.rangeClosed(1, 15).boxed().toList(), taken(key)));
    }

    @Test
    void whatIsLeftOverForWantOfAReferenceWaitsAloneAndItsKeyBehindIt() {
        UUID thing = Uuid7.next();
        List<UUID> keys = keys(300);
        UUID waiting = keys.get(150);
        List<Event> events = new ArrayList<>();
        for (UUID key : keys) {
            events.add(
                    event(key, 1, NORTHFIELD, new Parcel(key.equals(waiting) ? thing.toString() : null, null, null)));
        }
        events.add(parcel(waiting, 2, NORTHFIELD, null));
        assertEquals(Map.of(), intake.take(poll(events)).again());
        keys.forEach(key -> assertEquals(key.equals(waiting) ? List.of() : List.of(1L), taken(key)));
        assertEquals(2, parked(waiting));
        // A later poll does not overtake them either.
        assertEquals(
                Map.of(),
                intake.take(poll(List.of(parcel(waiting, 3, NORTHFIELD, null)))).again());
        assertEquals(3, parked(waiting));

        try (Events topic = new Events(config.kafka())) {
            topic.send("sample.things", Event.of("org.testamur.sample.thing.v1", thing, null, 1, Map.of()));
        }
        await(() -> taken(waiting).equals(List.of(1L, 2L, 3L)));
    }

    @Test
    void whatCannotBeReadIsADeadLetterAlone() {
        List<UUID> keys = keys(10);
        List<Event> events = new ArrayList<>();
        keys.forEach(key -> events.add(parcel(key, 1, NORTHFIELD, null)));
        UUID bad = keys.get(5);
        events.set(5, new Event(bad.toString(), Map.of("ce_id", "no event"), null));
        events.add(parcel(bad, 2, NORTHFIELD, null));
        ConsumerRecords<byte[], byte[]> poll = poll(events);
        assertEquals(end(poll), intake.take(poll).done());
        keys.forEach(key -> assertEquals(key.equals(bad) ? List.of() : List.of(1L), taken(key)));
        assertEquals(2, parked(bad));
        assertEquals(List.of(9), sizes());
    }

    @Test
    void theVersionOfItsKeyDecidesAndNotTheIdOfTheEvent() {
        List<UUID> keys = keys(2);
        Event first = parcel(keys.getFirst(), 1, NORTHFIELD, null);
        Event same = new Event(keys.getLast().toString(), first.headers(), first.data());
        assertEquals(Map.of(), intake.take(poll(List.of(first, same))).again());
        assertEquals(Map.of(), intake.take(poll(List.of(first, same))).again());
        assertEquals(List.of(1L), taken(keys.getFirst()));
        assertEquals(List.of(1L), taken(keys.getLast()));
    }

    @Test
    void aFailureOfTheInfrastructureInTheMiddleOfABatchBringsAllOfItBack() {
        List<UUID> keys = keys(100);
        List<Event> events = new ArrayList<>();
        keys.forEach(key -> events.add(parcel(key, 1, NORTHFIELD, null)));
        ConsumerRecords<byte[], byte[]> poll = poll(events);
        parcels.cutNext();
        Intake.Result failed = intake.take(poll);
        assertEquals(Map.of(), failed.done());
        assertEquals(begin(poll), failed.again());
        keys.forEach(key -> assertEquals(List.of(), taken(key)));

        assertEquals(end(poll), intake.take(poll).done());
        keys.forEach(key -> assertEquals(List.of(1L), taken(key)));
    }

    @Test
    void aBatchThatNeverEndsInTimeIsTakenInSmallerOnes() {
        UUID tenant = Uuid7.next();
        List<UUID> keys = keys(300);
        ConsumerRecords<byte[], byte[]> poll = poll(keys.stream()
                .map(key -> parcel(key, 1, tenant, key.equals(keys.get(150)) ? Trouble.SLOW : null))
                .toList());
        Map<TopicPartition, Long> again = begin(poll);
        for (int round = 0; round < 5 && !again.isEmpty(); round++) {
            again = intake.take(poll).again();
        }
        assertEquals(Map.of(), again, "taken after a few failures: " + sizes());
        keys.forEach(key -> assertEquals(List.of(1L), taken(key)));
        // They grow again.
        for (int round = 0; round < 40; round++) {
            UUID key = Uuid7.next();
            intake.take(poll(List.of(parcel(key, 1, tenant, null))));
        }
        parcels.prepared().clear();
        intake.take(
                poll(keys(300).stream().map(key -> parcel(key, 1, tenant, null)).toList()));
        assertEquals(List.of(300), sizes());
    }

    @Test
    void aRecordThatNeverEndsInTimeMakesWayAndIsTriedAgainFromParking() {
        UUID tenant = Uuid7.next();
        List<UUID> keys = keys(30);
        UUID bad = keys.get(15);
        List<Event> events = new ArrayList<>();
        keys.forEach(key -> events.add(parcel(key, 1, tenant, key.equals(bad) ? Trouble.ENDLESS : null)));
        events.add(parcel(bad, 2, tenant, null));
        ConsumerRecords<byte[], byte[]> poll = poll(events);
        boolean shown = false;
        Map<TopicPartition, Long> again = begin(poll);
        for (int round = 0; round < 10 && !again.isEmpty(); round++) {
            again = intake.take(poll).again();
            shown |= degraded.isDegraded(Retries.DEGRADED);
        }
        assertEquals(Map.of(), again, "what is behind it in its partition goes on");
        assertTrue(shown, "an operator sees it");
        keys.forEach(key -> assertEquals(key.equals(bad) ? List.of() : List.of(1L), taken(key)));
        assertEquals(2, parked(bad));
        assertEquals(
                0,
                longs("select count(*) from parked_event where state = 'dead' and key = '" + bad + "'")
                        .getFirst());
        // Its reason tells what it failed of and no value.
        assertEquals(
                1,
                longs("select count(*) from parked_event where key = '" + bad + "' and state = 'waiting'"
                                + " and reason like 'failed%for the infrastructure: RollbackException%'")
                        .getFirst());
        parcels.haveTime(true);
        await(() -> taken(bad).equals(List.of(1L, 2L)));
    }

    @Test
    void parkedRecordsOfWhichOneNeverEndsInTimeAreTakenButForThatOne() {
        UUID tenant = Uuid7.next();
        UUID thing = Uuid7.next();
        List<UUID> keys = keys(30);
        UUID bad = keys.get(15);
        ConsumerRecords<byte[], byte[]> poll = poll(keys.stream()
                .map(key -> event(
                        key, 1, tenant, new Parcel(thing.toString(), key.equals(bad) ? Trouble.ENDLESS : null, null)))
                .toList());
        assertEquals(end(poll), intake.take(poll).done());
        keys.forEach(key -> assertEquals(1, parked(key)));
        try (Events topic = new Events(config.kafka())) {
            topic.send("sample.things", Event.of("org.testamur.sample.thing.v1", thing, null, 1, Map.of()));
        }
        keys.stream()
                .filter(key -> !key.equals(bad))
                .forEach(key -> await(() -> taken(key).equals(List.of(1L))));
        await(() -> longs("select attempts from parked_event where key = '" + bad + "'")
                        .getFirst()
                >= 3);
        parcels.haveTime(true);
        await(() -> taken(bad).equals(List.of(1L)));
    }

    @Test
    void whoseMeansAreAwayWaitInParkingAndHoldNobodyUp() {
        UUID far = Uuid7.next();
        List<UUID> away = keys(200);
        List<UUID> others = keys(20);
        List<Event> events = new ArrayList<>();
        away.forEach(key -> events.add(parcel(key, 1, far, Trouble.NEEDS_MEANS)));
        // Those behind them in the partition, and those that are not taken in batches.
        others.forEach(key -> events.add(parcel(key, 1, HARBOUR, null)));
        others.forEach(key -> events.add(parcel(key, 2, HARBOUR, Trouble.LEFT_OVER)));
        away.subList(0, 10).forEach(key -> events.add(parcel(key, 2, far, null)));
        ConsumerRecords<byte[], byte[]> poll = poll(events);
        parcels.dependencyIsAway(true);
        assertEquals(end(poll), intake.take(poll).done());
        others.forEach(key -> assertEquals(List.of(1L, 2L), taken(key)));
        away.forEach(key -> assertEquals(List.of(), taken(key)));
        // They are tried again, and none of them is a dead letter.
        await(() -> longs("select coalesce(max(attempts), 0) from parked_event where headers ->> 'ce_institution' = '"
                                + far + "'")
                        .getFirst()
                >= 3);
        assertEquals(
                210,
                longs("select count(*) from parked_event where state in ('waiting', 'behind') and headers"
                                + " ->> 'ce_institution' = '" + far + "'")
                        .getFirst());

        parcels.prepared().clear();
        parcels.dependencyIsAway(false);
        for (int i = 0; i < away.size(); i++) {
            UUID key = away.get(i);
            List<Long> expected = i < 10 ? List.of(1L, 2L) : List.of(1L);
            await(() -> taken(key).equals(expected));
            await(() -> parked(key) == 0);
        }
        assertTrue(sizes().stream().anyMatch(size -> size > 100), "they come in batches: " + sizes());
    }

    @Test
    void beyondWhatMayWaitRecordsStayInTheirTopic() {
        UUID far = Uuid7.next();
        intake = new Intake(
                parcels,
                delivery,
                parking,
                new AwaitedDependencies(dataSource, clock, 5),
                deadLetters,
                stoppedConsumers);
        List<UUID> keys = keys(8);
        ConsumerRecords<byte[], byte[]> poll = poll(keys.stream()
                .map(key -> parcel(key, 1, far, Trouble.NEEDS_MEANS))
                .toList());
        parcels.dependencyIsAway(true);
        long first = begin(poll).values().iterator().next();
        assertEquals(List.of(first + 5), List.copyOf(intake.take(poll).again().values()));
        assertEquals(5, keys.stream().mapToLong(this::parked).sum());
        parcels.dependencyIsAway(false);
        assertEquals(end(poll), intake.take(poll).done());
        keys.forEach(key -> await(() -> taken(key).equals(List.of(1L))));
    }

    @Test
    void oneWhoseMeansAreAwayWhenItIsTakenAloneIsNoDeadLetter() {
        UUID far = Uuid7.next();
        List<UUID> keys = keys(3);
        List<Event> events = List.of(
                parcel(keys.get(0), 1, far, null),
                parcel(keys.get(1), 1, far, Trouble.LEFT_OVER),
                parcel(keys.get(1), 2, far, Trouble.NEEDS_MEANS),
                parcel(keys.get(2), 1, far, null));
        ConsumerRecords<byte[], byte[]> poll = poll(events);
        parcels.dependencyIsAway(true);
        assertEquals(end(poll), intake.take(poll).done());
        assertEquals(List.of(1L), taken(keys.get(0)));
        assertEquals(List.of(1L), taken(keys.get(1)));
        assertEquals(List.of(1L), taken(keys.get(2)));
        assertEquals(1, parked(keys.get(1)));
        parcels.dependencyIsAway(false);
        await(() -> taken(keys.get(1)).equals(List.of(1L, 2L)));
    }

    /** Those that a look had in hand just when it came are taken one by one: then there is another round. */
    @Test
    void manyThatWaitedForOneThingAreTakenTogetherWhenItArrives() {
        int largest = 0;
        for (int round = 0; round < 5 && largest <= 50; round++) {
            UUID thing = Uuid7.next();
            List<UUID> keys = keys(100);
            ConsumerRecords<byte[], byte[]> poll = poll(keys.stream()
                    .map(key -> event(key, 1, NORTHFIELD, new Parcel(thing.toString(), null, null)))
                    .toList());
            assertEquals(end(poll), intake.take(poll).done());
            keys.forEach(key -> assertEquals(1, parked(key)));
            parcels.prepared().clear();
            try (Events topic = new Events(config.kafka())) {
                topic.send("sample.things", Event.of("org.testamur.sample.thing.v1", thing, null, 1, Map.of()));
            }
            keys.forEach(key -> await(() -> taken(key).equals(List.of(1L))));
            largest = sizes().stream().mapToInt(Integer::intValue).max().orElse(0);
            keys.forEach(key -> await(() -> parked(key) == 0));
        }
        assertTrue(largest > 50, "they come in batches, not by " + largest);
    }

    @Test
    void instancesThatHaveTheSameBatchTakeItOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<UUID> keys = keys(100);
            List<Event> events = new ArrayList<>();
            for (UUID key : keys) {
                events.add(parcel(key, 1, NORTHFIELD, events.size() % 9 == 0 ? Trouble.LEFT_OVER : null));
            }
            ConsumerRecords<byte[], byte[]> poll = poll(events);
            // The other one has them in another order.
            ConsumerRecords<byte[], byte[]> other = poll(events.reversed());
            CyclicBarrier start = new CyclicBarrier(2);
            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Future<Intake.Result>> results = List.of(
                        threads.submit(() -> takeFrom(start, poll)), threads.submit(() -> takeFrom(start, other)));
                for (Future<Intake.Result> result : results) {
                    assertEquals(Map.of(), result.get().again());
                }
            }
            keys.forEach(key -> assertEquals(List.of(1L), taken(key)));
        }
    }

    private Intake.Result takeFrom(CyclicBarrier start, ConsumerRecords<byte[], byte[]> poll) throws Exception {
        start.await();
        return intake.take(poll);
    }

    @Test
    void batchesAreBoundedInRecordsAndBytesAndHoldOneInstitutionEach() {
        List<Event> events = new ArrayList<>();
        String filling = "x".repeat(50_000);
        for (int i = 0; i < 200; i++) {
            events.add(event(Uuid7.next(), 1, i % 2 == 0 ? NORTHFIELD : HARBOUR, new Parcel(null, null, filling)));
        }
        for (int i = 0; i < 1000; i++) {
            events.add(parcel(Uuid7.next(), 1, null, null));
        }
        assertEquals(Map.of(), intake.take(poll(events)).again());
        for (var batch : parcels.prepared()) {
            assertTrue(batch.size() <= parcels.largestBatch());
            assertEquals(
                    1,
                    batch.stream()
                            .map(event -> Optional.ofNullable(event.tenant()))
                            .distinct()
                            .count());
            long bytes = batch.stream()
                    .mapToLong(event -> event.value() == null ? 0 : event.value().length)
                    .sum();
            assertTrue(bytes <= Intake.LARGEST_BATCH_BYTES, bytes + " bytes in a batch");
        }
        assertEquals(1200, sizes().stream().mapToInt(size -> size).sum());
    }

    @Test
    void whatComesFromKafkaIsTakenInBatchesToo() {
        List<UUID> keys = keys(50);
        try (Events topic = new Events(config.kafka())) {
            keys.forEach(key -> topic.send(Parcels.NAME, parcel(key, 1, NORTHFIELD, null)));
            keys.forEach(key -> topic.send(Parcels.NAME, parcel(key, 2, NORTHFIELD, null)));
        }
        keys.forEach(key -> await(() -> taken(key).equals(List.of(1L, 2L))));
        assertTrue(sizes().size() > 0);
    }

    private static List<UUID> keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> Uuid7.next()).toList();
    }

    private static Event parcel(UUID key, long version, @Nullable UUID tenant, @Nullable Trouble trouble) {
        return event(key, version, tenant, new Parcel(null, trouble, null));
    }

    private static Event event(UUID key, long version, @Nullable UUID tenant, Parcel parcel) {
        return Event.of("org.testamur.sample.parcel.v1", key, tenant, version, parcel);
    }

    /** As one answer of Kafka. */
    private static ConsumerRecords<byte[], byte[]> poll(List<Event> events) {
        TopicPartition partition = new TopicPartition(Parcels.NAME, 0);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Event event : events) {
            RecordHeaders headers = new RecordHeaders();
            event.headers().forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
            byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
            byte[] value = bytes(event);
            records.add(new ConsumerRecord<>(
                    Parcels.NAME,
                    0,
                    nextOffset++,
                    0L,
                    TimestampType.CREATE_TIME,
                    key.length,
                    value == null ? -1 : value.length,
                    key,
                    value,
                    headers,
                    Optional.empty()));
        }
        return new ConsumerRecords<>(Map.of(partition, records), Map.of());
    }

    private static byte @Nullable [] bytes(Event event) {
        try {
            return event.data() == null ? null : MAPPER.writeValueAsBytes(event.data());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<TopicPartition, Long> begin(ConsumerRecords<byte[], byte[]> poll) {
        TopicPartition partition = poll.partitions().iterator().next();
        return Map.of(partition, poll.records(partition).getFirst().offset());
    }

    private static Map<TopicPartition, OffsetAndMetadata> end(ConsumerRecords<byte[], byte[]> poll) {
        TopicPartition partition = poll.partitions().iterator().next();
        return Map.of(
                partition,
                new OffsetAndMetadata(poll.records(partition).getLast().offset() + 1));
    }

    private List<Integer> sizes() {
        return parcels.prepared().stream().map(List::size).toList();
    }

    private List<Long> taken(UUID key) {
        return longs("select version from taken where key = '" + key + "' order by seq");
    }

    private long parked(UUID key) {
        return longs("select count(*) from parked_event where key = '" + key + "'")
                .getFirst();
    }

    private List<Long> longs(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Long> longs = new ArrayList<>();
            while (result.next()) {
                longs.add(result.getLong(1));
            }
            return longs;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
