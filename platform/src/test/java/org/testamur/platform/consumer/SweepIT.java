package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** What a rebuild did not find is removed part by part, whatever is taken meanwhile. */
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
class SweepIT {

    private static final Sweep.Scope SCOPE = new Sweep.Scope("swept", "swept", 2);

    @Inject
    AgroalDataSource dataSource;

    @BeforeEach
    void beginAnew() throws SQLException {
        owner("create table if not exists swept_thing (like known_thing including all)");
        owner("grant select, insert, update, delete on swept_thing to public");
        execute("delete from swept_thing");
        execute("delete from consumed_version where consumer = 'swept'");
        execute("delete from parked_event where consumer = 'swept'");
    }

    @Test
    void rowsAreRemovedInPartsOfWhichEachIsATransaction() throws Exception {
        execute("insert into swept_thing select 'old ' || n from generate_series(1, 3000) n");
        note("taken", 2);
        execute("insert into swept_thing values ('taken')");
        CompletableFuture<Integer> removed;
        try (Connection holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            execute(holder, "select from swept_thing where id = 'old 3000' for update");
            removed = sweeping(new Sweep(dataSource, 100, 1));
            // All but the last part are gone though that one waits, and nothing else is held meanwhile.
            await(() -> count("select count(*) from swept_thing") < 300);
            assertTrue(count("select count(*) from swept_thing") > 1);
            holder.rollback();
            holder.setAutoCommit(true);
        }
        assertEquals(3000, removed.get(2, TimeUnit.MINUTES));
        assertEquals(1, count("select count(*) from swept_thing"));
        Sweep sweep = new Sweep(dataSource, 100, 1);
        assertEquals(3000, Access.everywhere().call(() -> sweep.forgetKeys(SCOPE)));
        assertEquals(1, count("select count(*) from consumed_version where consumer = 'swept'"));
    }

    @Test
    void whatIsTakenWhileItIsSweptStays() throws Exception {
        String fresh = UUID.randomUUID().toString();
        execute("insert into swept_thing values ('" + fresh + "')");
        CompletableFuture<Integer> removed;
        try (Connection consumer = dataSource.getConnection()) {
            consumer.setAutoCommit(false);
            execute(consumer, insertOf(fresh, 2));
            execute(consumer, "update swept_thing set id = id where id = '" + fresh + "'");
            removed = sweeping(new Sweep(dataSource, 100, 1));
            await(() -> count(
                            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%swept%'")
                    == 1);
            consumer.commit();
            consumer.setAutoCommit(true);
        }
        assertEquals(0, removed.get(2, TimeUnit.MINUTES));
        assertEquals(1, count("select count(*) from swept_thing where id = '" + fresh + "'"));
    }

    @Test
    void versionsOfOldKeysAreForgottenOnceAndThoseOfParkedRecordsNot() {
        execute("insert into consumed_version (topic, key, consumer, version, generation)"
                + " select 'swept', 'old ' || n, 'swept', 7, 1 from generate_series(1, 1000) n");
        note("taken", 2);
        note("parked", 1);
        execute("insert into swept_thing values ('parked'), ('old 5')");
        execute("insert into parked_event (consumer, topic, partition, record_offset, key, headers, state, reason,"
                + " parked_at, due_at) values ('swept', 'swept', 0, 1, 'parked', '{}', 'dead', 'x', now(), now())");
        Sweep sweep = new Sweep(dataSource, 100, 1);
        Access.everywhere().run(() -> {
            assertEquals(1000, sweep.forgetVersions(SCOPE));
            assertEquals(0, sweep.forgetVersions(SCOPE), "once is enough");
            assertEquals(1, sweep.removeRows(SCOPE, "swept_thing", "id"));
            assertEquals(1000, sweep.forgetKeys(SCOPE));
        });
        assertEquals(
                2,
                count("select count(*) from consumed_version where consumer = 'swept' and version = 7"
                        + " and key in ('taken', 'parked')"));
        assertEquals(1, count("select count(*) from swept_thing"));
    }

    private CompletableFuture<Integer> sweeping(Sweep sweep) {
        CompletableFuture<Integer> removed = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                removed.complete(Access.everywhere().call(() -> sweep.removeRows(SCOPE, "swept_thing", "id")));
            } catch (RuntimeException | Error e) {
                removed.completeExceptionally(e);
            }
        });
        return removed;
    }

    private void note(String key, int generation) {
        execute(insertOf(key, generation));
    }

    private static String insertOf(String key, int generation) {
        return "insert into consumed_version (topic, key, consumer, version, generation) values ('swept', '" + key
                + "', 'swept', 7, " + generation + ")";
    }

    private void execute(String sql) {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void owner(String sql) throws SQLException {
        Config config = ConfigProvider.getConfig();
        try (Connection connection = DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class))) {
            execute(connection, sql);
        }
    }

    private long count(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
