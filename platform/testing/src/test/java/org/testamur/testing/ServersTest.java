package org.testamur.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {

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
