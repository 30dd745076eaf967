package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.testing.Await.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

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
class MessagingIT {

    private static final String ORDERS = "sample.orders";

    @Inject
    AgroalDataSource dataSource;

    @Inject
    EntityManager entities;

    @Inject
    Outbox outbox;

    @Inject
    PlatformConfig config;

    private Events events;

    @BeforeEach
    void open() {
        events = new Events(config.kafka());
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void factsOfOneKeyArriveInOrderOfTheirVersions() {
        List<UUID> keys = IntStream.range(0, 5).mapToObj(i -> Uuid7.next()).toList();
        for (long version = 1; version <= 60; version++) {
            for (UUID key : keys) {
                tell(key, version);
            }
        }
        await(() -> count("select count(*) from outbox") == 0);
        List<Event> told = events.read("sample.notes");
        // Without a collector nothing is traced.
        assertTrue(told.stream()
                .filter(event -> keys.contains(UUID.fromString(event.key())))
                .noneMatch(event -> event.headers().containsKey("traceparent")));
        for (UUID key : keys) {
            assertEquals(
                    LongStream.rangeClosed(1, 60).boxed().toList(),
                    told.stream()
                            .filter(event -> event.key().equals(key.toString()))
                            .map(Event::version)
                            .toList());
        }
    }

    @Test
    void factsSurviveTheLossOfTheRelaysConnection() {
        UUID key = Uuid7.next();
        for (long version = 1; version <= 40; version++) {
            tell(key, version);
            if (version % 10 == 0) {
                count("select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory'"
                        + " and pid <> pg_backend_pid()");
            }
        }
        await(() -> count("select count(*) from outbox") == 0);
        assertFirstSightsInOrder(key, 40);
    }

    @Test
    void aRelayThatWasFencedTakesTheLeadAgain() {
        UUID key = Uuid7.next();
        tell(key, 1);
        try (var usurper = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.kafka(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "sample-relay"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            usurper.initTransactions();
        }
        for (long version = 2; version <= 20; version++) {
            tell(key, version);
        }
        await(() -> count("select count(*) from outbox") == 0);
        assertFirstSightsInOrder(key, 20);
    }

    /** A fact may come twice, but a first sight of a version never comes before those below it. */
    private void assertFirstSightsInOrder(UUID key, int versions) {
        List<Long> firsts = events.read("sample.notes").stream()
                .filter(event -> event.key().equals(key.toString()))
                .map(Event::version)
                .distinct()
                .toList();
        assertEquals(LongStream.rangeClosed(1, versions).boxed().toList(), firsts);
    }

    @Test
    void eventsDeliveredThreeTimesAndShuffledAcrossKeysAreTakenOnceInOrder() {
        List<UUID> keys = IntStream.range(0, 8).mapToObj(i -> Uuid7.next()).toList();
        Map<UUID, List<Event>> perKey = new HashMap<>();
        keys.forEach(key -> perKey.put(
                key,
                LongStream.rangeClosed(1, 5)
                        .mapToObj(version -> order(key, version, null, null))
                        .toList()));
        long seed = System.nanoTime();
        System.out.println("shuffled with seed " + seed);
        for (int round = 0; round < 3; round++) {
            List<UUID> turns = new ArrayList<>();
            keys.forEach(key -> turns.addAll(Collections.nCopies(5, key)));
            Collections.shuffle(turns, new Random(seed + round));
            Map<UUID, Integer> next = new HashMap<>();
            for (UUID key : turns) {
                events.send(ORDERS, perKey.getOrDefault(key, List.of()).get(next.merge(key, 1, Integer::sum) - 1));
            }
        }
        for (UUID key : keys) {
            await(() -> taken(key).equals(List.of(1L, 2L, 3L, 4L, 5L)));
        }
        UUID last = Uuid7.next();
        events.send(ORDERS, order(last, 1, null, null));
        await(() -> taken(last).size() == 1);
        keys.forEach(key -> assertEquals(List.of(1L, 2L, 3L, 4L, 5L), taken(key)));
    }

    @Test
    void anEventWaitsForWhatItRefersToAndLaterOnesOfItsKeyWaitBehindIt() {
        UUID key = Uuid7.next();
        UUID thing = Uuid7.next();
        events.send(ORDERS, order(key, 1, thing.toString(), null));
        events.send(ORDERS, order(key, 2, null, null));
        UUID other = Uuid7.next();
        events.send(ORDERS, order(other, 1, null, null));
        await(() -> taken(other).size() == 1);
        await(() -> parked(key) == 2);
        assertEquals(List.of(), taken(key));

        events.send("sample.things", Event.of("org.testamur.sample.thing.v1", thing, null, 1, Map.of()));
        await(() -> taken(key).equals(List.of(1L, 2L)));
        await(() -> parked(key) == 0);
    }

    @Test
    void aPoisonRecordHoldsUpItsOwnKeyUntilItIsRedriven() {
        update("delete from known_thing where id = 'antidote'");
        UUID key = Uuid7.next();
        UUID other = Uuid7.next();
        events.send(ORDERS, order(key, 1, null, "poison"));
        events.send(ORDERS, order(key, 2, null, null));
        events.send(ORDERS, order(other, 1, null, null));
        await(() -> taken(other).size() == 1);
        await(() -> parked(key) == 2);
        assertEquals(List.of(), taken(key));
        Event letter = events.await(
                "sample.dead-letters",
                event -> event.data() != null
                        && event.data().path("key").asText().equals(key.toString()));
        assertTrue(
                letter.data() != null && letter.data().path("reason").asText().contains("poison"));

        update("insert into known_thing values ('antidote')");
        given().auth()
                .oauth2(Tokens.operator().sign())
                .queryParam("key", key.toString())
                .post("/sample/operations/dead-letters/redrive")
                .then()
                .statusCode(200);
        await(() -> taken(key).equals(List.of(1L, 2L)));
    }

    @Test
    void ofAPersonalTopicNoValueStandsInDeadLettersNorInTheReasonThatIsKept() {
        Map<UUID, String> records = Map.of(
                Uuid7.next(), "{\"trouble\":\"Asha Rao\"}",
                Uuid7.next(), "{\"filling\":\"Asha Rao\"");
        records.forEach((key, value) -> events.sendRaw(
                "sample.parcels",
                key.toString().getBytes(StandardCharsets.UTF_8),
                Event.of("org.testamur.sample.parcel.v1", key, null, 1, Map.of())
                        .headers(),
                value.getBytes(StandardCharsets.UTF_8)));
        String noId = "asha.rao@example.org " + UUID.randomUUID();
        events.sendRaw("sample.parcels", noId.getBytes(StandardCharsets.UTF_8), Map.of(), new byte[0]);
        for (UUID key : records.keySet()) {
            Event letter = events.await(
                    "sample.dead-letters",
                    event -> event.data() != null
                            && event.data().path("key").asText().equals(key.toString()));
            assertTrue(letter.data() != null && letter.data().path("value").isNull(), letter.toString());
            assertTrue(letter.data().path("reason").asText().contains(" at platform."), letter.toString());
        }
        await(() -> count("select count(*) from parked_event where state = 'dead' and key = '" + noId + "'") == 1);
        assertEquals(0, count("select count(*) from parked_event where reason ~* 'asha' and state = 'dead'"));
        await(() -> count("select count(*) from outbox") == 0);
        events.read("sample.dead-letters")
                .forEach(letter -> assertFalse(String.valueOf(letter.data()).contains("Asha"), letter.toString()));
        events.read("sample.dead-letters")
                .forEach(letter -> assertFalse(String.valueOf(letter.data()).contains("asha"), letter.toString()));
    }

    @Test
    void recordsThatAreNoEventsBecomeDeadLettersAndCanBeDiscarded() {
        String key = "not-a-uuid-" + UUID.randomUUID();
        events.sendRaw(ORDERS, key.getBytes(StandardCharsets.UTF_8), Map.of(), "{]".getBytes(StandardCharsets.UTF_8));
        await(() -> count("select count(*) from parked_event where key = '" + key + "' and state = 'dead'") == 1);
        given().auth()
                .oauth2(Tokens.operator().sign())
                .post("/sample/operations/dead-letters/" + ORDERS + "/" + key + "/discard")
                .then()
                .statusCode(200);
        assertEquals(0, count("select count(*) from parked_event where key = '" + key + "'"));
    }

    @Test
    void recordsMadeToDisturbHoldUpTheirOwnKeysOnly() {
        String run = UUID.randomUUID().toString();
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        Event good = order(Uuid7.next(), 1, null, null);
        Map<String, String> longId = new HashMap<>(good.headers());
        // Too much for an index, even compressed.
        longId.put(
                "ce_id",
                new Random(1)
                        .ints(8000, 'a', 'z')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
        events.sendRaw(ORDERS, (run + longId.get("ce_id")).getBytes(StandardCharsets.UTF_8), good.headers(), value);
        events.sendRaw(ORDERS, (run + "backslash").getBytes(StandardCharsets.UTF_8), Map.of("x", "\\u0000\0"), value);
        events.sendRaw(ORDERS, (run + "\0").getBytes(StandardCharsets.UTF_8), Map.of("ce_\0", "\0"), new byte[200_000]);
        UUID indexed = Uuid7.next();
        events.sendRaw(ORDERS, indexed.toString().getBytes(StandardCharsets.UTF_8), longId, value);
        UUID error = Uuid7.next();
        events.send(ORDERS, order(error, 1, null, "error"));
        UUID absent = Uuid7.next();
        events.send(ORDERS, order(absent, 1, longId.get("ce_id"), null));

        List<UUID> others = IntStream.range(0, 12).mapToObj(i -> Uuid7.next()).toList();
        others.forEach(key -> events.send(ORDERS, order(key, 1, null, null)));
        others.forEach(key -> await(() -> taken(key).equals(List.of(1L))));
        await(() -> count("select count(*) from parked_event where state = 'dead' and key like '" + run + "%'") == 2);
        await(() -> count("select count(*) from parked_event where state = 'dead' and key = '" + error + "'") == 1);
        await(() -> taken(indexed).equals(List.of(1L)));
        await(() -> count("select count(*) from parked_event where state = 'waiting' and key = '" + absent + "'") == 1);
        await(() -> count("select count(*) from outbox") == 0);
    }

    @Test
    void aDeadHeadIsNotOvertakenThoughItsKeyHasMovedToAnotherPartition() throws Exception {
        update("delete from known_thing where id = 'antidote'");
        try (var producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long there = producer.send(record(2, order(Uuid7.next(), 1, null, null)))
                    .get()
                    .offset();
            long here = -1;
            while (here <= there) {
                here = producer.send(record(1, order(Uuid7.next(), 1, null, null)))
                        .get()
                        .offset();
            }
            UUID moved = Uuid7.next();
            producer.send(record(1, order(moved, 1, null, "poison"))).get();
            await(() -> parked(moved) == 1);
            producer.send(record(2, order(moved, 2, null, null))).get();
            await(() -> parked(moved) == 2);
            // The worker has looked at both when it has seen to a record that was parked after them.
            UUID thing = Uuid7.next();
            UUID waiting = Uuid7.next();
            events.send(ORDERS, order(waiting, 1, thing.toString(), null));
            await(() -> parked(waiting) == 1);
            events.send("sample.things", Event.of("org.testamur.sample.thing.v1", thing, null, 1, Map.of()));
            await(() -> taken(waiting).size() == 1);
            assertEquals(List.of(), taken(moved));
            assertEquals(2, parked(moved));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, Event event) {
        var record = new ProducerRecord<>(
                ORDERS,
                partition,
                event.key().getBytes(StandardCharsets.UTF_8),
                String.valueOf(event.data()).getBytes(StandardCharsets.UTF_8));
        event.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    @Test
    void manyRecordsBehindADeadOneAreLookedAtOnceAndGoOnInOrder() {
        update("delete from known_thing where id = 'antidote'");
        UUID key = Uuid7.next();
        events.send(ORDERS, order(key, 1, null, "poison"));
        for (long version = 2; version <= 30; version++) {
            events.send(ORDERS, order(key, version, null, null));
        }
        await(() -> parked(key) == 30);
        await(() -> count("select count(*) from parked_event where state = 'behind' and key = '" + key
                        + "' and due_at < now() + interval '1 minute'")
                == 0);
        update("insert into known_thing values ('antidote')");
        given().auth()
                .oauth2(Tokens.operator().sign())
                .queryParam("key", key.toString())
                .post("/sample/operations/dead-letters/redrive")
                .then()
                .statusCode(200);
        await(() -> taken(key).equals(LongStream.rangeClosed(1, 30).boxed().toList()));
    }

    /** What an instance parked that was killed since, when nothing else is parked anywhere. */
    @Test
    void whatAnotherInstanceParkedIsFound() throws Exception {
        update("delete from parked_event");
        TimeUnit.MILLISECONDS.sleep(1_500);
        UUID key = Uuid7.next();
        Event event = order(key, 1, null, null);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement park = connection.prepareStatement(
                        "insert into parked_event (consumer, topic, partition, record_offset, key, headers, value,"
                                + " state, reason, parked_at, due_at) values ('sample.orders', 'sample.orders', 0,"
                                + " 1000000000, ?, ?::jsonb, ?, 'waiting', 'for a test', now(), now())")) {
            park.setString(1, key.toString());
            park.setString(2, new ObjectMapper().writeValueAsString(event.headers()));
            park.setBytes(3, String.valueOf(event.data()).getBytes(StandardCharsets.UTF_8));
            park.executeUpdate();
        }
        await(() -> taken(key).equals(List.of(1L)));
        assertEquals(0, parked(key));
    }

    @Test
    void howFarAConsumerIsIsSoonNoted() throws Exception {
        List<UUID> keys = IntStream.range(0, 30).mapToObj(i -> Uuid7.next()).toList();
        keys.forEach(key -> events.send(ORDERS, order(key, 1, null, null)));
        keys.forEach(key -> await(() -> taken(key).equals(List.of(1L))));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka()))) {
            TopicDescription topic = admin.describeTopics(List.of(ORDERS))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get();
            List<TopicPartition> partitions = topic.partitions().stream()
                    .map(partition -> new TopicPartition(ORDERS, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (TopicPartition partition : partitions) {
                long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset();
                if (end > 0) {
                    ends.put(partition, end);
                }
            }
            await(() -> {
                try {
                    Map<TopicPartition, Long> noted = new HashMap<>();
                    admin.listConsumerGroupOffsets(ORDERS)
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .forEach((partition, at) -> noted.put(partition, at.offset()));
                    return noted.equals(ends);
                } catch (InterruptedException | ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @Test
    void aProjectionIsRebuiltFromItsTopic() {
        UUID thing = Uuid7.next();
        events.send("sample.things", Event.of("org.testamur.sample.thing.v1", thing, null, 1, Map.of()));
        await(() -> known(thing));
        update("delete from known_thing");
        given().auth()
                .oauth2(Tokens.operator().sign())
                .post("/sample/operations/projections/sample.things/rebuild")
                .then()
                .statusCode(200);
        await(() -> known(thing));
        await(() -> count("select count(*) from projection_rebuild where done < generation") == 0);
        given().auth()
                .oauth2(Tokens.operator().sign())
                .post("/sample/operations/projections/sample.orders/rebuild")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.learner("lena").sign())
                .post("/sample/operations/projections/sample.things/rebuild")
                .then()
                .statusCode(403);
    }

    private void tell(UUID key, long version) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> outbox.append(new OutgoingEvent(
                                "sample.notes", "org.testamur.sample.note.written.v1", key, null, version, Map.of()))));
    }

    private static Event order(
            UUID key,
            long version,
            @org.jspecify.annotations.Nullable String needs,
            @org.jspecify.annotations.Nullable String trouble) {
        return Event.of(
                "org.testamur.sample.order.v1", key, null, version, new SampleConsumers.Order(needs, trouble, null));
    }

    private List<Long> taken(UUID key) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                    List<?> rows = entities.createNativeQuery("select version from taken where key = ?1 order by seq")
                            .setParameter(1, key.toString())
                            .getResultList();
                    return rows.stream().map(row -> ((Number) row).longValue()).toList();
                }));
    }

    private long parked(UUID key) {
        return count("select count(*) from parked_event where key = '" + key + "'");
    }

    private boolean known(UUID thing) {
        return count("select count(*) from known_thing where id = '" + thing + "'") == 1;
    }

    private long count(String sql) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> ((Number) entities.createNativeQuery(sql).getSingleResult()).longValue()));
    }

    private void update(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
