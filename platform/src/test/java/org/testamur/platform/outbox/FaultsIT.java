package org.testamur.platform.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.testamur.testing.Await.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.KafkaServer;
import org.testamur.testing.PostgresServer;
import org.testamur.testing.ServiceDatabase;
import org.testamur.testing.Topics;

/** Two relays of one service, each in a process of its own, and everything that may befall them. */
class FaultsIT {

    private static final String FACTS = "faults.facts";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer postgres;

    @SuppressWarnings("NullAway.Init")
    private static KafkaServer kafka;

    @SuppressWarnings("NullAway.Init")
    private static ServiceDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static Events events;

    /** By the name under which the database knows each. */
    private static final Map<String, Process> RELAYS = new TreeMap<>();

    private static int started;

    @BeforeAll
    static void startServers() throws Exception {
        // Kafka's client finds its classes by the thread's loader, which an earlier test may have left behind.
        Thread.currentThread().setContextClassLoader(FaultsIT.class.getClassLoader());
        var broker = CompletableFuture.supplyAsync(
                () -> KafkaServer.start(folder.resolve("kafka")),
                task -> Thread.ofPlatform().start(task));
        postgres = PostgresServer.start(folder.resolve("postgres"));
        database = postgres.createServiceDatabase("faults", "owner", "app");
        try (Connection owner = DriverManager.getConnection(database.jdbcUrl(), database.ownerUser(), "owner")) {
            for (String script :
                    List.of("V0_1__platform.sql", "V0_2__parked_in_order_of_arrival.sql", "V0_19__sent_offsets.sql")) {
                execute(owner, script("/db/platform/" + script));
            }
        }
        kafka = broker.get();
        topic(FACTS);
        events = new Events(kafka.bootstrapServers());
    }

    @AfterAll
    static void stopServers() {
        RELAYS.values().forEach(Process::destroyForcibly);
        events.close();
        kafka.kill();
        postgres.stopImmediately();
    }

    @BeforeEach
    void haveTwoRelays() throws IOException {
        RELAYS.values().removeIf(process -> !process.isAlive());
        while (RELAYS.size() < 2) {
            String name = "relay-" + ++started;
            String java = ProcessHandle.current().info().command().orElse("java");
            Process process = new ProcessBuilder(
                            java,
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            RelayProcess.class.getName(),
                            database.jdbcUrl() + "?ApplicationName=" + name,
                            database.appUser(),
                            "app",
                            kafka.bootstrapServers())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "faults-" + name + ".log").toFile())
                    .start();
            RELAYS.put(name, process);
        }
        await(() -> count("select count(distinct application_name) from pg_stat_activity"
                                + " where application_name like 'relay-%'")
                        == 2
                && !leader().isEmpty());
    }

    @Test
    void killedAfterTheCommitAndBeforeItSends() throws Exception {
        UUID key = Uuid7.next();
        try (Hold hold = tellAndHold(key, 1, 20, "access exclusive")) {
            await(() -> isBlocked(leader()));
            kill(leader());
        }
        assertToldInOrder(key, 20);
    }

    @Test
    void killedAfterKafkaHasTheFactsAndBeforeTheyLeaveTheOutbox() throws Exception {
        UUID key = Uuid7.next();
        // A deferred trigger waits within the commit of the deletion.
        asSuperuser("""
                create function wait_for_test() returns trigger language plpgsql as
                    'begin perform pg_advisory_xact_lock(4711); return null; end';
                create constraint trigger wait_for_test after delete on outbox deferrable initially deferred
                    for each row execute function wait_for_test()""");
        try (Connection holder = DriverManager.getConnection(postgres.superuserJdbcUrl(database.name()))) {
            execute(holder, "select pg_advisory_lock(4711)");
            try (Connection teller = connect()) {
                teller.setAutoCommit(false);
                for (long version = 1; version <= 20; version++) {
                    append(teller, FACTS, key, headers(key, version), "{}");
                }
                teller.commit();
            }
            await(() -> isBlocked(leader()));
            assertEquals(versions(20), sights(key));
            String dying = leader();
            kill(dying);
            terminateConnectionsOf(dying);
        } finally {
            asSuperuser("drop trigger wait_for_test on outbox; drop function wait_for_test()");
        }
        assertToldInOrder(key, 20);
        assertEquals(40, sights(key).size(), "told again, as nobody knew that they had been told");
    }

    @Test
    void killedAfterItDeletedAndBeforeKafkaHasTheFacts() throws Exception {
        UUID key = Uuid7.next();
        try (Hold hold = tellAndHold(key, 1, 20, "share row exclusive")) {
            await(() -> isBlocked(leader()));
            assertEquals(List.of(), sights(key), "nothing is sent that could not be deleted");
            String dying = leader();
            kill(dying);
            terminateConnectionsOf(dying);
        }
        assertToldInOrder(key, 20);
        assertEquals(20, sights(key).size());
    }

    @Test
    void factsThatCannotBeDeletedAreNotSentAgainAndAgain() throws Exception {
        UUID key = Uuid7.next();
        asSuperuser("""
                create sequence refused;
                grant usage on sequence refused to public;
                create function refuse_for_test() returns trigger language plpgsql as
                    'begin perform nextval(''refused''); raise ''refused''; end';
                create trigger refuse_for_test before delete on outbox for each row execute function refuse_for_test()""");
        try {
            for (long version = 1; version <= 20; version++) {
                tell(key, version);
            }
            await(() -> count("select last_value from refused") >= 3);
            assertEquals(List.of(), sights(key));
        } finally {
            asSuperuser(
                    "drop trigger refuse_for_test on outbox; drop function refuse_for_test(); drop sequence refused");
        }
        assertToldInOrder(key, 20);
        assertEquals(20, sights(key).size(), "each once");
    }

    @Test
    void deposedWhileItSends() throws Exception {
        UUID key = Uuid7.next();
        long version = 0;
        for (int round = 0; round < 2; round++) {
            String frozen = leader();
            tell(key, ++version);
            signal("STOP", frozen);
            try {
                for (int i = 0; i < 20; i++) {
                    tell(key, ++version);
                }
                terminateConnectionsOf(frozen);
                await(() -> !Set.of("", frozen).contains(leader()));
                for (int i = 0; i < 20; i++) {
                    tell(key, ++version);
                }
            } finally {
                signal("CONT", frozen);
            }
            tell(key, ++version);
            assertToldInOrder(key, version);
        }
    }

    @Test
    @Tag("endurance")
    void brokerKilledAndStartedWhileFactsAreTold() throws Exception {
        List<UUID> keys = IntStream.range(0, 3).mapToObj(i -> Uuid7.next()).toList();
        tellAll(keys, 1, 20);
        kafka.kill();
        tellAll(keys, 21, 40);
        kafka.start();
        tellAll(keys, 41, 50);
        for (UUID key : keys) {
            assertToldInOrder(key, 50);
        }
    }

    @Test
    void databaseStoppedImmediatelyAndStartedWhileFactsAreTold() throws Exception {
        List<UUID> keys = IntStream.range(0, 3).mapToObj(i -> Uuid7.next()).toList();
        tellAll(keys, 1, 20);
        postgres.stopImmediately();
        postgres.start();
        tellAll(keys, 21, 40);
        for (UUID key : keys) {
            assertToldInOrder(key, 40);
        }
    }

    @Test
    void factsThatKafkaDoesNotTakeHoldUpTheirOwnKeyOrTopicOnly() throws Exception {
        UUID large = Uuid7.next();
        UUID broken = Uuid7.next();
        UUID lost = Uuid7.next();
        UUID other = Uuid7.next();
        String nowhere = "faults.nowhere-" + UUID.randomUUID();
        append(FACTS, large, headers(large, 1), "\"" + "x".repeat(1_200_000) + "\"");
        append(FACTS, broken, "{\"ce_id\":{\"not\":\"text\"}}", "{}");
        append(nowhere, lost, headers(lost, 1), "{}");
        for (UUID key : List.of(large, broken, lost, other)) {
            append(key.equals(lost) ? nowhere : FACTS, key, headers(key, 2), "{}");
        }
        await(() -> sights(other).equals(List.of(2L)));
        // It leaves the outbox only after Kafka has it.
        await(() -> count("select count(*) from outbox") == 6);
        assertEquals(List.of(), sights(large));
        assertEquals(List.of(), sights(broken));

        topic(nowhere);
        await(() -> count("select count(*) from outbox where aggregatetype = '" + nowhere + "'") == 0);
        assertEquals(
                List.of(1L, 2L),
                events.read(nowhere).stream().map(Event::version).toList());

        execute("delete from outbox where length(payload) > 1000000 or headers -> 'ce_id' ? 'not'");
        await(() -> count("select count(*) from outbox") == 0);
        assertEquals(List.of(2L), sights(large));
        assertEquals(List.of(2L), sights(broken));
    }

    /** What was told may be told again, but each version is first seen after those below it, and none is missing. */
    private static void assertToldInOrder(UUID key, long versions) {
        await(() -> count("select count(*) from outbox") == 0);
        assertEquals(versions(versions), sights(key).stream().distinct().toList());
    }

    private static List<Long> versions(long count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static List<Long> sights(UUID key) {
        return events.read(FACTS).stream()
                .filter(event -> event.key().equals(key.toString()))
                .map(Event::version)
                .toList();
    }

    private static void tellAll(List<UUID> keys, long from, long to) throws SQLException {
        for (long version = from; version <= to; version++) {
            for (UUID key : keys) {
                tell(key, version);
            }
        }
    }

    private static void tell(UUID key, long version) throws SQLException {
        append(FACTS, key, headers(key, version), "{}");
    }

    private static void append(String topic, UUID key, String headers, String payload) throws SQLException {
        try (Connection connection = connect()) {
            append(connection, topic, key, headers, payload);
        }
    }

    private static void append(Connection connection, String topic, UUID key, String headers, String payload)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into outbox (id, aggregatetype, aggregateid, type, headers, payload, created_at)"
                        + " values (gen_random_uuid(), ?, ?, 'org.testamur.faults.fact.told.v1', ?::jsonb, ?, now())")) {
            insert.setString(1, topic);
            insert.setString(2, key.toString());
            insert.setString(3, headers);
            insert.setString(4, payload);
            insert.executeUpdate();
        }
    }

    private static String headers(UUID key, long version) {
        return "{\"ce_id\":\"%s-%d\",\"ce_type\":\"t\",\"ce_aggregateversion\":\"%d\"}"
                .formatted(key, version, version);
    }

    /** A lock on the outbox that is there from the very moment of a commit. */
    private record Hold(Connection connection) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }

    private static Hold tellAndHold(UUID key, long from, long to, String mode) throws Exception {
        Connection holder = DriverManager.getConnection(postgres.superuserJdbcUrl(database.name()));
        holder.setAutoCommit(false);
        CompletableFuture<@Nullable Void> locked;
        try (Connection teller = connect()) {
            teller.setAutoCommit(false);
            for (long version = from; version <= to; version++) {
                append(teller, FACTS, key, headers(key, version), "{}");
            }
            locked = CompletableFuture.runAsync(() -> {
                try {
                    execute(holder, "lock table outbox in " + mode + " mode");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            // The holder stands first in the queue: it has the lock when the teller commits.
            await(() -> count("select count(*) from pg_locks where mode = '" + mode(mode) + "' and not granted") == 1);
            teller.commit();
        }
        locked.get(2, TimeUnit.MINUTES);
        return new Hold(holder);
    }

    private static String mode(String mode) {
        return mode.equals("access exclusive") ? "AccessExclusiveLock" : "ShareRowExclusiveLock";
    }

    private static boolean isBlocked(String relay) {
        return count("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and application_name = '"
                        + relay + "'")
                == 1;
    }

    /** Empty when nobody leads. */
    private static String leader() {
        try (Connection connection = DriverManager.getConnection(postgres.superuserJdbcUrl(database.name()));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select application_name from pg_locks join pg_stat_activity"
                        + " using (pid) where locktype = 'advisory' and granted"
                        + " and application_name like 'relay-%'")) {
            return result.next() ? result.getString(1) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void terminateConnectionsOf(String relay) {
        count("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = '" + relay + "'");
    }

    private static void kill(String relay) throws InterruptedException {
        Objects.requireNonNull(RELAYS.get(relay)).destroyForcibly().waitFor();
    }

    private static void signal(String signal, String relay) throws Exception {
        new ProcessBuilder(
                        "sh",
                        "-c",
                        "kill -%s %d"
                                .formatted(
                                        signal,
                                        Objects.requireNonNull(RELAYS.get(relay))
                                                .pid()))
                .start()
                .waitFor();
    }

    private static void topic(String name) {
        new Topics(List.of(new Topics.Topic(name, 3, new HashMap<>()))).createOn(kafka.bootstrapServers());
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.appUser(), "app");
    }

    private static long count(String sql) {
        try (Connection connection = DriverManager.getConnection(postgres.superuserJdbcUrl(database.name()));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.superuserJdbcUrl(database.name()))) {
            execute(connection, sql);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String script(String resource) throws IOException {
        try (InputStream stream = FaultsIT.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
