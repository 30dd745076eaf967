package org.testamur.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {

    @Test
    void eachApplicationStartGetsAFreshDatabaseOnTheSameServers() {
        var first = started();
        var second = started();

        assertNotEquals(first.get("quarkus.datasource.jdbc.url"), second.get("quarkus.datasource.jdbc.url"));
        assertEquals(first.get("kafka.bootstrap.servers"), second.get("kafka.bootstrap.servers"));
    }

    @Test
    void applicationRoleReadsAndWritesWhatTheOwnerMadeButMakesNothing() throws SQLException {
        var config = started();
        try (var owner = connect(config, "quarkus.flyway");
                var app = connect(config, "quarkus.datasource")) {
            owner.createStatement().execute("create table seen (id bigserial primary key, what text)");

            app.createStatement().execute("insert into seen (what) values ('a')");

            assertThrows(SQLException.class, () -> app.createStatement().execute("create table mine (id int)"));
            assertThrows(SQLException.class, () -> app.createStatement().execute("drop table seen"));
        }
    }

    @Test
    void rolesProveWhoTheyAre() {
        var config = started();
        var url = config.get("quarkus.datasource.jdbc.url");

        assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(url, config.get("quarkus.datasource.username"), "wrong"));
    }

    @Test
    void theSuperuserProvesWhoTheyAreOnDataOfAnEarlierReleaseToo(@TempDir Path folder) throws Exception {
        try (var postgres = PostgresServer.start(folder)) {
            assertSuperuserNeedsThePassword(postgres);
            postgres.stop();
            // As it was before: nobody asks the superuser.
            Files.delete(folder.resolve("data/superuser-has-a-password"));
            postgres.start();
            assertSuperuserNeedsThePassword(postgres);
            postgres.stop();
            postgres.start();
            assertSuperuserNeedsThePassword(postgres);
        }
    }

    private static void assertSuperuserNeedsThePassword(PostgresServer postgres) throws SQLException {
        DriverManager.getConnection(postgres.superuserJdbcUrl("postgres")).close();
        var url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres";
        for (var wrong : new String[] {"", "postgres", postgres.superuserPassword() + "x"}) {
            assertThrows(SQLException.class, () -> DriverManager.getConnection(url, "postgres", wrong));
        }
    }

    @Test
    void committedRowsOutliveAnImmediateStop(@TempDir Path folder) throws SQLException {
        try (var postgres = PostgresServer.start(folder)) {
            var database = postgres.createServiceDatabase("durable", "owner", "app");
            try (var owner = DriverManager.getConnection(database.jdbcUrl(), "durable_owner", "owner")) {
                owner.createStatement().execute("create table kept as select 42 as answer");
            }

            postgres.stopImmediately();
            assertFalse(Ports.answers(postgres.port()));
            postgres.start();

            try (var app = DriverManager.getConnection(database.jdbcUrl(), "durable_app", "app");
                    var rows = app.createStatement().executeQuery("select answer from kept")) {
                assertTrue(rows.next());
                assertEquals(42, rows.getInt(1));
            }
        }
    }

    @Test
    void topicsOutliveAKilledBroker(@TempDir Path folder) throws Exception {
        var list = "- {name: facts, partitions: 3, config: {cleanup.policy: compact}}";
        try (var kafka = KafkaServer.start(folder)) {
            Topics.read(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)))
                    .createOn(kafka.bootstrapServers());

            kafka.kill();
            kafka.start();

            try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                assertTrue(admin.listTopics().names().get(30, TimeUnit.SECONDS).contains("facts"));
            }
        }
    }

    @Test
    void topicsThatAreThereAreGivenTheSettingsOfTheList(@TempDir Path folder) throws Exception {
        try (var kafka = KafkaServer.start(folder)) {
            topics("- {name: facts, partitions: 1, config: {cleanup.policy: compact, segment.ms: 3600000}}")
                    .createOn(kafka.bootstrapServers());

            topics("- {name: facts, partitions: 1, config: {cleanup.policy: compact, max.compaction.lag.ms: 60000}}")
                    .createOn(kafka.bootstrapServers());

            try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                var facts = new ConfigResource(ConfigResource.Type.TOPIC, "facts");
                Config config;
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                do {
                    config = Objects.requireNonNull(admin.describeConfigs(List.of(facts))
                            .all()
                            .get(30, TimeUnit.SECONDS)
                            .get(facts));
                } while (!config.get("max.compaction.lag.ms").value().equals("60000") && System.nanoTime() < deadline);
                assertEquals("60000", config.get("max.compaction.lag.ms").value());
                assertEquals("3600000", config.get("segment.ms").value());
                assertEquals("compact", config.get("cleanup.policy").value());
            }
        }
    }

    @Test
    void aConsumerThatItsTopicDoesNotListOrThatTakesAPersonForNoneIsRefused() throws Exception {
        var topics = topics("""
            - {name: people, partitions: 1, readers: [a], personal: true}
            - {name: facts, partitions: 1, readers: [a], personal: ids}
            """);
        assertEquals(List.of(), ConsumerRules.faults("a", "people", true, topics));
        assertEquals(List.of(), ConsumerRules.faults("a", "facts", false, topics));
        assertEquals(1, ConsumerRules.faults("a", "people", false, topics).size());
        assertEquals(1, ConsumerRules.faults("a", "facts", true, topics).size());
        assertEquals(1, ConsumerRules.faults("b", "people", true, topics).size());
        assertEquals(1, ConsumerRules.faults("a", "elsewhere", false, topics).size());
    }

    private static Topics topics(String list) throws IOException {
        return Topics.read(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> started() {
        var servers = new Servers();
        servers.init(Map.of("database", "sample"));
        return servers.start();
    }

    private static Connection connect(Map<String, String> config, String prefix) throws SQLException {
        return DriverManager.getConnection(
                config.get("quarkus.datasource.jdbc.url"),
                config.get(prefix + ".username"),
                config.get(prefix + ".password"));
    }
}
