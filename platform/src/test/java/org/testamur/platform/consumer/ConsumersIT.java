package org.testamur.platform.consumer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.idempotency.IdempotencyReplies;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.StartGate;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

/** What operators see and do of consumers: they stop, go on and are rebuilt. */
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
class ConsumersIT {

    private static final String ORDERS = "sample.orders";
    private static final String THINGS = "sample.things";

    @Inject
    AgroalDataSource dataSource;

    @Inject
    PlatformConfig config;

    @Inject
    Parking parking;

    @Inject
    DegradedStates degraded;

    @Inject
    MeterRegistry metrics;

    @Inject
    Clock clock;

    @Inject
    IdempotencyReplies replies;

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
    void aConsumerOfWhichRecordAfterRecordDiesOfOneFailureStopsAndIsResumed() {
        update("delete from known_thing where id = 'antidote'");
        // What other tests left in parking would be taken between two failures, and the count begin again.
        update("delete from parked_event where consumer = ?", ORDERS);
        UUID before = Uuid7.next();
        events.send(ORDERS, order(before, 1, null));
        await(() -> taken(before).size() == 1);
        List<UUID> keys = IntStream.range(0, 60).mapToObj(i -> Uuid7.next()).toList();
        keys.forEach(key -> events.send(ORDERS, order(key, 1, "poison")));
        keys.forEach(key -> events.send(ORDERS, order(key, 2, null)));

        await(() -> metrics.get("testamur.consumer.stopped")
                        .tag("consumer", ORDERS)
                        .gauge()
                        .value()
                == 1);
        await(() -> degraded.isDegraded("consumer-stopped"));
        operator()
                .get("/sample/operations/consumers")
                .then()
                .statusCode(200)
                .body("find { it.name == 'sample.orders' }.stoppedBecause", notNullValue())
                .body("find { it.name == 'sample.things' }.stoppedBecause", equalTo(null))
                .body("name", hasItem("sample.parcels"));
        // Others go on, and more than one run's worth of time passes for this one.
        UUID thing = Uuid7.next();
        events.send(THINGS, thing(thing, 1));
        await(() -> known(thing));
        assertEquals(19, dead(keys));
        assertEquals(0, keys.stream().mapToInt(key -> taken(key).size()).sum());
        // What waits for a fact behind it is told to come again.
        given().auth()
                .oauth2(Tokens.of("adam").institution("northfield", "author").sign())
                .header("Testamur-After", new FactToken(ORDERS, keys.getLast().toString(), 2).encoded())
                .get("/sample/notes")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue());
        // An instance that starts now, or was started again, does not go on either.
        StoppedConsumers another = new StoppedConsumers(
                dataSource, parking, clock, new SimpleMeterRegistry(), degraded, StartGate.opened());
        Access.everywhere().run(another::refresh);
        assertTrue(another.isStopped(ORDERS));

        // The failure still lasts: it stops again, and nothing is lost.
        assertEquals(19, resume());
        await(() -> count("select count(*) from stopped_consumer where consumer = ?", ORDERS) == 1);
        assertTrue(dead(keys) <= 19, dead(keys) + " are dead");

        update("insert into known_thing values ('antidote')");
        resume();
        keys.forEach(key -> await(() -> taken(key).equals(List.of(1L, 2L))));
        await(() -> dead(keys) == 0);
        assertEquals(
                0,
                metrics.get("testamur.consumer.stopped")
                        .tag("consumer", ORDERS)
                        .gauge()
                        .value());
        assertEquals(0, resume(), "it had not stopped");
        operator()
                .post("/sample/operations/consumers/sample.nobody/resume")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.learner("lena").sign())
                .post("/sample/operations/consumers/sample.orders/resume")
                .then()
                .statusCode(403);
    }

    private static int resume() {
        return operator()
                .post("/sample/operations/consumers/sample.orders/resume")
                .then()
                .statusCode(200)
                .extract()
                .path("redriven");
    }

    @Test
    void anOptimisticConflictIsTriedAgainAndNeverDies() {
        update("delete from known_thing where id = 'calm'");
        UUID key = Uuid7.next();
        events.send(ORDERS, order(key, 1, "conflict"));
        events.send(ORDERS, order(key, 2, null));
        await(() -> count("select coalesce(max(attempts), 0) from parked_event where key = ?", key.toString()) >= 2);
        assertEquals(0, count("select count(*) from parked_event where state = 'dead' and key = ?", key.toString()));
        update("insert into known_thing values ('calm')");
        await(() -> taken(key).equals(List.of(1L, 2L)));
    }

    @Test
    void aProjectionThatIsRebuiltIsNeverSeenEmpty() {
        List<UUID> things = IntStream.range(0, 300).mapToObj(i -> Uuid7.next()).toList();
        things.forEach(thing -> events.send(THINGS, thing(thing, 1)));
        String[] ids = things.stream().map(UUID::toString).toArray(String[]::new);
        await(() -> count("select count(*) from known_thing where id = any(?)", (Object) ids) == 300);
        UUID gone = Uuid7.next();
        update("insert into known_thing values (?)", gone.toString());
        update(
                "insert into consumed_version (topic, key, consumer, version) values (?, ?, ?, 7)",
                THINGS,
                gone.toString(),
                THINGS);
        // Taken in a version that the topic does not have: told anew from an older state.
        String ahead = ids[17];
        update("update consumed_version set version = 99 where consumer = ? and key = ?", THINGS, ahead);

        // Asked for again while it is under way, another follows.
        for (int i = 0; i < 3; i++) {
            operator()
                    .post("/sample/operations/projections/sample.things/rebuild")
                    .then()
                    .statusCode(200)
                    .body("rebuilding", equalTo(true));
        }
        await(() -> {
            assertEquals(300, count("select count(*) from known_thing where id = any(?)", (Object) ids));
            return count("select count(*) from projection_rebuild where consumer = ? and done < generation", THINGS)
                    == 0;
        });
        assertTrue(!known(gone), "what is not in the topic is removed");
        assertEquals(
                0,
                count("select count(*) from consumed_version where consumer = ? and key = ?", THINGS, gone.toString()));
        assertEquals(
                1, count("select max(version) from consumed_version where consumer = ? and key = ?", THINGS, ahead));
        UUID next = Uuid7.next();
        events.send(THINGS, thing(next, 1));
        await(() -> known(next));
    }

    @Test
    void aRebuildThatWasAskedForIsDoneThoughTheInstanceThatWasAskedIsGone() {
        UUID thing = Uuid7.next();
        events.send(THINGS, thing(thing, 1));
        await(() -> known(thing));
        update("delete from known_thing where id = ?", thing.toString());
        // As another instance leaves it behind.
        update(
                "insert into projection_rebuild as known (consumer, generation) values (?, 1)"
                        + " on conflict (consumer) do update set generation = known.generation + 1",
                THINGS);
        await(() -> known(thing));
        // Else it would remove what the next test makes known.
        await(() ->
                count("select count(*) from projection_rebuild where consumer = ? and done < generation", THINGS) == 0);
    }

    @Test
    void erasureFindsParkedRecordsHoweverTheyAreWrittenTheDeadOnesToo() {
        update("delete from known_thing where id = 'antidote'");
        UUID person = Uuid7.next();
        UUID other = Uuid7.next();
        UUID dead = Uuid7.next();
        UUID waiting = Uuid7.next();
        UUID kept = Uuid7.next();
        raw(dead, "{ \"trouble\" : \"poison\", \"who\" : { \"personId\" :\n \"" + person + "\" } }");
        raw(
                waiting,
                "{ \"needs\" : \"" + Uuid7.next() + "\", \"personId\" :\t\""
                        + person.toString().toUpperCase(java.util.Locale.ROOT) + "\" }");
        raw(kept, "{ \"needs\" : \"" + Uuid7.next() + "\", \"personId\" : \"" + other + "\" }");
        raw(person, "{ \"needs\" : \"" + Uuid7.next() + "\" }");
        for (UUID key : List.of(dead, waiting, kept, person)) {
            await(() -> parked(key) == 1);
        }
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(() -> parking.erase("personId", person)));
        assertEquals(List.of(0L, 0L, 1L, 0L), List.of(parked(dead), parked(waiting), parked(kept), parked(person)));
    }

    @Test
    void answersAreKeptForADayAndDeletedABoundedNumberAtATime() {
        String caller = "retention-" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            update(
                    "insert into idempotency_reply (caller, key, request_hash, created_at)"
                            + " values (?, ?, 'x', now() - interval '25 hours')",
                    caller,
                    "old " + i);
        }
        update(
                "insert into idempotency_reply (caller, key, request_hash, created_at)"
                        + " values (?, 'young', 'x', now() - interval '23 hours')",
                caller);
        assertEquals(2, Access.everywhere().<Integer>call(() -> replies.deleteOld(2)));
        Access.everywhere().<Integer>call(() -> replies.deleteOld(1000));
        assertEquals(1, count("select count(*) from idempotency_reply where caller = ?", caller));
    }

    private void raw(UUID key, String value) {
        Map<String, String> headers = new HashMap<>(order(key, 1, null).headers());
        events.sendRaw(
                ORDERS,
                key.toString().getBytes(StandardCharsets.UTF_8),
                headers,
                value.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.operator().sign());
    }

    private static Event order(UUID key, long version, @org.jspecify.annotations.Nullable String trouble) {
        return Event.of(
                "org.testamur.sample.order.v1",
                key,
                null,
                version,
                trouble == null ? Map.of() : Map.of("trouble", trouble));
    }

    private static Event thing(UUID key, long version) {
        return Event.of("org.testamur.sample.thing.v1", key, null, version, Map.of());
    }

    private long dead(List<UUID> keys) {
        return count("select count(*) from parked_event where state = 'dead' and key = any(?)", (Object)
                keys.stream().map(UUID::toString).toArray(String[]::new));
    }

    private long parked(UUID key) {
        return count("select count(*) from parked_event where consumer = ? and key = ?", ORDERS, key.toString());
    }

    private boolean known(UUID thing) {
        return count("select count(*) from known_thing where id = ?", thing.toString()) == 1;
    }

    private List<Long> taken(UUID key) {
        List<Long> versions = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select version from taken where consumer = ? and key = ? order by seq")) {
            select.setString(1, ORDERS);
            select.setString(2, key.toString());
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    versions.add(result.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return versions;
    }

    private long count(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            fill(connection, select, arguments);
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void update(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            fill(connection, update, arguments);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fill(Connection connection, PreparedStatement statement, Object... arguments)
            throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else {
                statement.setObject(i + 1, arguments[i]);
            }
        }
    }
}
