package org.testamur.platform.consumer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.platform.consumer.PrivateServers.count;
import static org.testamur.platform.consumer.PrivateServers.superuser;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.health.DegradedStates;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;
import org.testamur.testing.Tokens;

/** What a service takes in happens once and in order, whatever befalls the broker, the database or its fellows. */
@QuarkusTest
@QuarkusTestResource(value = PrivateServers.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = Identity.class, restrictToAnnotatedClass = true)
class FaultsIT {

    private static final String ORDERS = "sample.orders";
    private static final String THINGS = "sample.things";

    @Inject
    AgroalDataSource dataSource;

    @Inject
    PlatformConfig config;

    @Inject
    @Identifier("fellow")
    Fellow fellow;

    @Inject
    Consumers running;

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
    void anEffectIsNotRepeatedWhenItsOffsetCouldNotBeNoted() throws Exception {
        UUID first = Uuid7.next();
        events.send(ORDERS, order(first, 1));
        await(() -> taken(first).size() == 1);
        UUID key = Uuid7.next();
        try (Connection holder = superuser()) {
            holder.setAutoCommit(false);
            execute(holder, "lock table taken in share row exclusive mode");
            events.send(ORDERS, order(key, 1));
            await(() -> count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") >= 1);
            // The group forgets its member, which now takes the record and cannot say so.
            try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka()))) {
                admin.removeMembersFromConsumerGroup(ORDERS, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
            holder.rollback();
        }
        events.send(ORDERS, order(key, 2));
        await(() -> taken(key).contains(2L));
        assertEquals(List.of(1L, 2L), taken(key));
    }

    @Test
    void eachFactIsTakenOnceThoughItComesThreeTimesInAnyOrder() {
        List<UUID> keys = IntStream.range(0, 6).mapToObj(i -> Uuid7.next()).toList();
        List<Event> all = new ArrayList<>();
        for (UUID key : keys) {
            LongStream.rangeClosed(1, 5)
                    .mapToObj(version -> order(key, version))
                    .forEach(event -> all.addAll(Collections.nCopies(3, event)));
        }
        long seed = System.nanoTime();
        System.out.println("shuffled with seed " + seed);
        Collections.shuffle(all, new Random(seed));
        all.forEach(event -> events.send(ORDERS, event));
        UUID last = Uuid7.next();
        for (UUID key : keys) {
            await(() -> taken(key).contains(5L));
            // A version that comes after a newer one says nothing new.
            assertEquals(taken(key).stream().distinct().sorted().toList(), taken(key));
        }
        events.send(ORDERS, order(last, 1));
        await(() -> taken(last).size() == 1);
        keys.forEach(key -> assertEquals(taken(key).stream().distinct().sorted().toList(), taken(key)));
    }

    @Test
    void theBrokerIsKilledAndComesBack() {
        List<UUID> keys = IntStream.range(0, 3).mapToObj(i -> Uuid7.next()).toList();
        send(keys, 1, 5);
        assertTakenInOrder(keys, 5);
        await(() -> lag().equals(Optional.of(0L)));
        PrivateServers.kafka().kill();
        await(() -> isDegraded("kafka"));
        Management.get("/health/live").then().statusCode(200);
        Management.get("/health/ready").then().statusCode(200);
        assertEquals(200, read());
        // Neither 0 nor what it was: nobody knows.
        await(() -> lag().isEmpty());
        PrivateServers.kafka().start();
        await(() -> !isDegraded("kafka"));
        send(keys, 6, 10);
        assertTakenInOrder(keys, 10);
        await(() -> lag().equals(Optional.of(0L)));
    }

    @Test
    void theDatabaseIsStoppedImmediatelyAndComesBack() {
        List<UUID> keys = IntStream.range(0, 3).mapToObj(i -> Uuid7.next()).toList();
        send(keys, 1, 10);
        for (int i = 0; i < 20; i++) {
            assertEquals(200, read());
        }
        PrivateServers.postgres().stopImmediately();
        Management.get("/health/live").then().statusCode(200);
        Management.get("/health/ready").then().statusCode(503);
        assertEquals(503, read());
        send(keys, 11, 20);
        PrivateServers.postgres().start();
        await(() -> read() == 200);
        assertTakenInOrder(keys, 20);
        // Every connection of the pool is of use again.
        IntStream.range(0, 40).parallel().forEach(i -> assertEquals(200, read()));
        Management.get("/health/ready").then().statusCode(200);
    }

    @Inject
    DegradedStates states;

    private boolean isDegraded(String what) {
        return states.isDegraded(what);
    }

    @Test
    void writesThatAreRefusedAreToldWhileReadsGoOn() throws Exception {
        UUID key = Uuid7.next();
        alterSystem("set default_transaction_read_only = on");
        try {
            await(() -> isDegraded("database-writes"));
            Management.get("/health/group/degraded")
                    .then()
                    .statusCode(503)
                    .body("checks[0].data.'database-writes'", containsString("25006"));
            Management.get("/health/ready").then().statusCode(200);
            Management.get("/health/live").then().statusCode(200);
            assertEquals(200, read());
            write().then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", equalTo("urn:testamur:problem:writes-refused"));
            events.send(ORDERS, order(key, 1));
        } finally {
            alterSystem("reset default_transaction_read_only");
        }
        await(() -> !isDegraded("database-writes"));
        write().then().statusCode(201);
        await(() -> taken(key).size() == 1);
    }

    private static Response write() {
        return given().auth()
                .oauth2(Tokens.of("adam").institution("northfield", "author").sign())
                .contentType("application/json")
                .body("{\"text\":\"written\",\"stars\":5}")
                .post("/sample/notes");
    }

    private void alterSystem(String setting) throws Exception {
        try (Connection connection = superuser()) {
            execute(connection, "set default_transaction_read_only = off");
            execute(connection, "alter system " + setting);
            execute(connection, "select pg_reload_conf()");
        }
    }

    @Test
    @Tag("endurance")
    void everyConnectionOfThePoolIsLostAgainAndAgain() {
        for (int round = 0; round < 3; round++) {
            IntStream.range(0, 32).parallel().forEach(i -> read());
            count("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'sample_app'");
            for (int i = 0; i < 20; i++) {
                int status = read();
                assertTrue(status == 200 || status == 503, "status " + status);
            }
        }
        assertEquals(200, read());
    }

    /** As parking and requests that wait for a fact take connections. */
    @Test
    void connectionsThatAreLostOutsideTransactionsCostThePoolNothing() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<Connection> open = connections(6);
            count("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'sample_app'");
            for (Connection connection : open) {
                connection.close();
            }
            for (int i = 0; i < 20; i++) {
                try (Connection connection = dataSource.getConnection()) {
                    execute(connection, "select 1");
                } catch (SQLException | IllegalStateException e) {
                    // Found out that it is gone.
                }
            }
        }
        for (Connection connection : connections(6)) {
            execute(connection, "select 1");
            connection.close();
        }
    }

    /** @param count at most the share of requests */
    private List<Connection> connections(int count) throws SQLException {
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            open.add(dataSource.getConnection());
        }
        return open;
    }

    @Test
    void instancesComeAndGo() throws Exception {
        List<UUID> keys = IntStream.range(0, 9).mapToObj(i -> Uuid7.next()).toList();
        send(keys, 1, 5);
        Fellow second = secondInstance();
        send(keys, 6, 15);
        second.stop();
        send(keys, 16, 20);
        assertTakenInOrder(keys, 20);
    }

    @Test
    void aProjectionIsRebuiltWholeThoughItsPartitionsBelongToTwoInstances() throws Exception {
        List<UUID> things = IntStream.range(0, 12).mapToObj(i -> Uuid7.next()).toList();
        things.forEach(thing -> events.send(THINGS, thing(thing, 1)));
        await(() -> things.stream().allMatch(this::known));
        Fellow second = secondInstance();
        try {
            // Both have a part: something new is taken.
            UUID fresh = Uuid7.next();
            events.send(THINGS, thing(fresh, 1));
            await(() -> known(fresh));
            execute("delete from known_thing");
            given().auth()
                    .oauth2(Tokens.operator().sign())
                    .post("/sample/operations/projections/sample.things/rebuild")
                    .then()
                    .statusCode(200);
            await(() -> things.stream().allMatch(this::known));
            await(() -> count("select count(*) from projection_rebuild where done < generation") == 0);
        } finally {
            second.stop();
        }
    }

    @Test
    void whatAnotherInstanceTakesWhileAProjectionIsEmptiedIsReadAgain() throws Exception {
        UUID old = Uuid7.next();
        events.send(THINGS, thing(old, 1));
        await(() -> known(old));
        UUID fresh = Uuid7.next();
        try (Connection holder = superuser()) {
            holder.setAutoCommit(false);
            execute(holder, "select from consumed_version where key = '" + old + "' for update");
            execute("delete from known_thing where id = '" + old + "'");
            given().auth()
                    .oauth2(Tokens.operator().sign())
                    .post("/sample/operations/projections/sample.things/rebuild")
                    .then()
                    .statusCode(200);
            await(() -> count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") >= 1);
            execute("insert into known_thing values ('" + fresh + "')");
            execute("insert into consumed_version (topic, key, consumer, version) values ('" + THINGS + "', '" + fresh
                    + "', '" + THINGS + "', 1)");
            events.send(THINGS, thing(fresh, 1));
            holder.rollback();
        }
        await(() -> known(old));
        await(() -> known(fresh));
    }

    private Fellow secondInstance() {
        fellow.start();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka()))) {
            for (String group : List.of(ORDERS, THINGS)) {
                await(() -> membersWithWork(admin, group) == 2);
            }
        }
        return fellow;
    }

    private static long membersWithWork(Admin admin, String group) {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(described -> described.members().stream())
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty while it is not known. */
    private Optional<Long> lag() {
        return running.states().stream()
                .filter(state -> state.name().equals(ORDERS))
                .findFirst()
                .map(Consumers.State::lag);
    }

    private int read() {
        return given().auth()
                .oauth2(Tokens.of("adam").institution("northfield", "author").sign())
                .get("/sample/notes")
                .statusCode();
    }

    private void send(List<UUID> keys, long from, long to) {
        for (long version = from; version <= to; version++) {
            for (UUID key : keys) {
                events.send(ORDERS, order(key, version));
            }
        }
    }

    private void assertTakenInOrder(List<UUID> keys, long versions) {
        for (UUID key : keys) {
            await(() -> taken(key).contains(versions));
            assertEquals(LongStream.rangeClosed(1, versions).boxed().toList(), taken(key));
        }
    }

    private static Event order(UUID key, long version) {
        return Event.of("org.testamur.sample.order.v1", key, null, version, Map.of());
    }

    private static Event thing(UUID key, long version) {
        return Event.of("org.testamur.sample.thing.v1", key, null, version, Map.of());
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

    private boolean known(UUID thing) {
        return count("select count(*) from known_thing where id = '" + thing + "'") == 1;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = superuser()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
