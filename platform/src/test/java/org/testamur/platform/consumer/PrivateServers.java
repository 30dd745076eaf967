package org.testamur.platform.consumer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.KafkaServer;
import org.testamur.testing.PostgresServer;
import org.testamur.testing.Topics;

/** A PostgreSQL and a Kafka that belong to one test alone, which may stop them. */
public final class PrivateServers implements QuarkusTestResourceLifecycleManager {

    private static final UUID TOLD = UUID.randomUUID();

    private static @Nullable PostgresServer postgres;
    private static @Nullable KafkaServer kafka;

    private @Nullable Path folder;
    private String told = "";

    /** The argument {@code told} names a topic that holds facts before the application starts. */
    @Override
    public void init(Map<String, String> initArgs) {
        told = initArgs.getOrDefault("told", told);
    }

    public static PostgresServer postgres() {
        return Objects.requireNonNull(postgres);
    }

    public static KafkaServer kafka() {
        return Objects.requireNonNull(kafka);
    }

    /** A connection to the application's database that its rules do not bind. */
    public static Connection superuser() throws SQLException {
        return DriverManager.getConnection(postgres().superuserJdbcUrl("sample"));
    }

    /** The one number that a query of such a connection gives. */
    /** As a superuser, what changes the sample's database. */
    public static void update(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    public static long count(String sql) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** After the servers that all tests share, so that its addresses are the ones that count. */
    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("testamur-faults-");
            this.folder = folder;
            var broker = CompletableFuture.supplyAsync(
                    () -> KafkaServer.start(folder.resolve("kafka")),
                    task -> Thread.ofPlatform().start(task));
            postgres = PostgresServer.start(folder.resolve("postgres"));
            var database = postgres.createServiceDatabase("sample", "owner", "app");
            kafka = broker.join();
            new Topics(Stream.of(
                                    "sample.notes",
                                    "sample.things",
                                    "sample.orders",
                                    "sample.parcels",
                                    "sample.dead-letters")
                            .map(name -> new Topics.Topic(name, 3, Map.of()))
                            .toList())
                    .createOn(kafka.bootstrapServers());
            if (!told.isEmpty()) {
                try (Events events = new Events(kafka.bootstrapServers())) {
                    for (long version = 1; version <= 3; version++) {
                        events.send(
                                told, Event.of("org.testamur.sample.note.written.v1", TOLD, null, version, Map.of()));
                    }
                }
            }
            return Map.of(
                    "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                    "quarkus.datasource.username", database.appUser(),
                    "quarkus.datasource.password", database.appPassword(),
                    "quarkus.flyway.username", database.ownerUser(),
                    "quarkus.flyway.password", database.ownerPassword(),
                    "kafka.bootstrap.servers", kafka.bootstrapServers(),
                    // Nothing else is in these topics.
                    "testamur.older-copy.guard", "true");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        kafka().kill();
        postgres().stopImmediately();
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
