package org.testamur.catalog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** How much the service has written so far, seen with the eyes of the tables' owner. */
record Footprint(Map<String, Long> counts) {

    private static final List<String> TABLES = List.of(
            "organisation",
            "image",
            "micro_credential",
            "micro_credential_draft",
            "micro_credential_version",
            "membership",
            "invitation",
            "people_change",
            "idempotency_reply");

    static Footprint now() {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                counts.put(table, number(statement, "select count(*) from " + table));
            }
            counts.put(
                    "versions of aggregates",
                    number(statement, "select coalesce(sum(version), 0) from micro_credential"));
            // Counts also the facts that the relay has sent and deleted.
            counts.put(
                    "outbox",
                    number(statement, "select case when is_called then last_value else 0 end from outbox_seq_seq"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Footprint(counts);
    }

    static Connection owner() throws SQLException {
        return connect("quarkus.flyway.username", "quarkus.flyway.password");
    }

    static Connection application() throws SQLException {
        return connect("quarkus.datasource.username", "quarkus.datasource.password");
    }

    private static Connection connect(String user, String password) throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue(user, String.class),
                config.getValue(password, String.class));
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
