package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.platform.consumer.PrivateServers.count;
import static org.testamur.platform.consumer.PrivateServers.superuser;
import static org.testamur.testing.Await.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.health.Heartbeats;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;

/** What a poll brings is held until it is settled or another's, and nothing of it is given up for any other reason. */
@QuarkusTest
@QuarkusTestResource(value = PrivateServers.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = Identity.class, restrictToAnnotatedClass = true)
class ChannelIT {

    private static final String ORDERS = "sample.orders";

    @Inject
    PlatformConfig config;

    @Inject
    Consumers running;

    @Inject
    Parcels parcels;

    @Inject
    @Identifier("fellow")
    Fellow fellow;

    @Inject
    Heartbeats heartbeats;

    private static final int PARTITIONS = 3;

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
    void whatIsHeldAcrossARebalanceIsTakenOnceAndInOrderByWhoeverHasIt() throws Exception {
        List<UUID> keys = keys(12);
        send(keys, 1);
        keys.forEach(key -> await(() -> taken(key).equals(List.of(1L))));
        await(() -> committed() == written());
        long committed = committed();
        try (Connection holder = superuser()) {
            holder.setAutoCommit(false);
            execute(holder, "lock table taken in share row exclusive mode");
            for (long version = 2; version <= 4; version++) {
                send(keys, version);
            }
            await(() -> waiting() == 1);
            // Fetched is not taken.
            await(() -> Long.valueOf(36).equals(lag()));
            fellow.start();
            await(() -> membersWithWork() == 2);
            // Both have their part in hand, and the first one what is no longer its own as well.
            await(() -> waiting() == 2);
            assertEquals(committed, committed());
            Management.get("/health/live").then().statusCode(200);
            holder.rollback();
        }
        try {
            keys.forEach(key -> await(() -> taken(key).contains(4L)));
            keys.forEach(key -> assertEquals(List.of(1L, 2L, 3L, 4L), taken(key)));
            await(() -> committed() == written());
            send(keys, 5);
            keys.forEach(key -> await(() -> taken(key).contains(5L)));
        } finally {
            fellow.stop();
        }
        send(keys, 6);
        keys.forEach(key -> await(() -> taken(key).contains(6L)));
        keys.forEach(key -> assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), taken(key)));
        await(() -> Long.valueOf(0).equals(lag()));
    }

    @Test
    void anInstanceThatStopsAcknowledgesNothingOfWhatItHolds() throws Exception {
        List<UUID> keys = keys(12);
        send(keys, 1);
        keys.forEach(key -> await(() -> taken(key).equals(List.of(1L))));
        fellow.start();
        await(() -> membersWithWork() == 2);
        try (Connection holder = superuser()) {
            holder.setAutoCommit(false);
            execute(holder, "lock table taken in share row exclusive mode");
            send(keys, 2);
            await(() -> waiting() == 2);
            fellow.stop();
            await(() -> membersWithWork() == 1);
            holder.rollback();
        }
        keys.forEach(key -> await(() -> taken(key).contains(2L)));
        keys.forEach(key -> assertEquals(List.of(1L, 2L), taken(key)));
        await(() -> committed() == written());
    }

    /** No later record has it noted: there is none. */
    @Tag("endurance")
    @Test
    void whatIsTakenWhileTheBrokerIsAwayIsNotedWhenItIsBack() throws Exception {
        List<UUID> keys = keys(6);
        send(keys, 1);
        keys.forEach(key -> await(() -> taken(key).equals(List.of(1L))));
        await(() -> committed() == written());
        try (Connection holder = superuser()) {
            holder.setAutoCommit(false);
            execute(holder, "lock table taken in share row exclusive mode");
            send(keys, 2);
            await(() -> waiting() == 1);
            PrivateServers.kafka().kill();
            holder.rollback();
        }
        // Longer than a client tries by itself.
        long back = System.nanoTime() + Duration.ofSeconds(25).toNanos();
        await(() -> System.nanoTime() > back);
        Management.get("/health/live").then().statusCode(200);
        PrivateServers.kafka().start();
        await(() -> committed() == written());
        send(keys, 3);
        keys.forEach(key -> await(() -> taken(key).contains(3L)));
        keys.forEach(key -> assertEquals(List.of(1L, 2L, 3L), taken(key)));
    }

    @Test
    void whateverIsThrownNothingIsRefusedAndTheChannelGoesOn() {
        List<Throwable> thrown = List.of(
                new OutOfMemoryError("of the test"),
                new StackOverflowError(),
                new IllegalStateException("of the test"),
                new AssertionError("of the test"));
        UUID key = Uuid7.next();
        thrown.forEach(parcels::failOutsideOfDeliveries);
        events.send(Parcels.NAME, parcel(key, 1));
        await(() -> taken(key).equals(List.of(1L)));
        assertTrue(parcels.failuresOutsideOfDeliveries().isEmpty());
        events.send(Parcels.NAME, parcel(key, 2));
        await(() -> taken(key).equals(List.of(1L, 2L)));
        assertEquals(0, count("select count(*) from parked_event where key = '" + key + "'"));
    }

    @Test
    void whatIsParkedHasTheHeadersOfTheRecordAndNoOthers() {
        UUID key = Uuid7.next();
        Event event = Event.of(
                "org.testamur.sample.order.v1",
                key,
                null,
                1,
                Map.of("needs", Uuid7.next().toString()));
        events.send(ORDERS, event);
        await(() -> count("select count(*) from parked_event where key = '" + key + "'") == 1);
        assertEquals(
                event.headers().size(),
                count("select count(*) from parked_event, jsonb_object_keys(headers::jsonb) where key = '" + key
                        + "'"));
    }

    @Test
    void eachConsumerHasASignOfLifeWhileNothingComes() {
        for (String consumer : List.of(ORDERS, "sample.things", Parcels.NAME)) {
            String loop = "consumer-" + consumer;
            await(() -> heartbeats.all().stream()
                    .anyMatch(beat -> beat.loop().equals(loop) && beat.age().compareTo(Duration.ofMillis(900)) < 0));
            assertFalse(heartbeats.all().stream().anyMatch(beat -> beat.loop().equals(loop) && beat.isLate()));
        }
    }

    private Long lag() {
        return running.states().stream()
                .filter(state -> state.name().equals(ORDERS))
                .map(state -> Objects.requireNonNullElse(state.lag(), -1L))
                .findFirst()
                .orElse(-1L);
    }

    /** The sum of what the group of orders has noted. */
    private long committed() {
        return asked(
                admin -> admin.listConsumerGroupOffsets(ORDERS).partitionsToOffsetAndMetadata().get().values().stream()
                        .mapToLong(OffsetAndMetadata::offset)
                        .sum());
    }

    /** The sum of the ends of the topic of orders. */
    private long written() {
        return asked(admin -> {
            Map<TopicPartition, org.apache.kafka.clients.admin.OffsetSpec> all = new java.util.HashMap<>();
            for (int partition = 0; partition < 3; partition++) {
                all.put(new TopicPartition(ORDERS, partition), org.apache.kafka.clients.admin.OffsetSpec.latest());
            }
            return admin.listOffsets(all).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        });
    }

    private long membersWithWork() {
        return asked(admin -> admin.describeConsumerGroups(List.of(ORDERS)).all().get().values().stream()
                .flatMap(described -> described.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count());
    }

    private interface Asking {
        long of(Admin admin) throws InterruptedException, ExecutionException;
    }

    private long asked(Asking asking) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka()))) {
            return asking.of(admin);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As many for each partition as for the next. */
    private static List<UUID> keys(int count) {
        List<UUID> keys = new ArrayList<>();
        while (keys.size() < count) {
            UUID key = Uuid7.next();
            byte[] bytes = key.toString().getBytes(StandardCharsets.UTF_8);
            if (Utils.toPositive(Utils.murmur2(bytes)) % PARTITIONS == keys.size() % PARTITIONS) {
                keys.add(key);
            }
        }
        return keys;
    }

    private void send(List<UUID> keys, long version) {
        keys.forEach(
                key -> events.send(ORDERS, Event.of("org.testamur.sample.order.v1", key, null, version, Map.of())));
    }

    private static Event parcel(UUID key, long version) {
        return Event.of("org.testamur.sample.parcel.v1", key, null, version, Map.of());
    }

    private long waiting() {
        return count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
    }

    private List<Long> taken(UUID key) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select version from taken where key = '" + key + "' order by seq")) {
            List<Long> versions = new ArrayList<>();
            while (result.next()) {
                versions.add(result.getLong(1));
            }
            return versions;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
