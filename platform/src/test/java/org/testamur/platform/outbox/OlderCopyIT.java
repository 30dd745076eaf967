package org.testamur.platform.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.platform.consumer.PrivateServers.count;
import static org.testamur.platform.consumer.PrivateServers.superuser;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.consumer.PrivateServers;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.kafka.KafkaClients;
import org.testamur.platform.outbox.CompareTopics.Comparison;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.StartGate;
import org.testamur.testing.Identity;

/** A copy of the database that others have overtaken is told, and nothing else is: neither a crash nor the present state. */
@QuarkusTest
@QuarkusTestResource(value = PrivateServers.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = Identity.class, restrictToAnnotatedClass = true)
class OlderCopyIT {

    private static final String NOTES = "sample.notes";

    @Inject
    AgroalDataSource dataSource;

    @Inject
    PlatformConfig config;

    @Inject
    KafkaClients clients;

    @Inject
    Outbox outbox;

    @Inject
    StartGate gate;

    @Inject
    DegradedStates states;

    @Test
    void aFreshDatabaseWithEmptyTopicsIsLetIn() {
        assertTrue(gate.isOpen());
        assertTrue(states.present().stream()
                .noneMatch(state -> Set.of(OlderCopyGuard.OLDER, OlderCopyGuard.UNREAD, OlderCopyGuard.CUT)
                        .contains(state.code())));
    }

    @Test
    void aCopyThatWasOvertakenIsToldAndTheDatabaseItselfIsNot() throws Exception {
        tell();
        asSuperuser("postgres", "alter database sample allow_connections false");
        try {
            // Nobody may be connected to what is copied.
            await(() -> {
                try {
                    asSuperuser(
                            "postgres",
                            "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'sample'");
                    asSuperuser("postgres", "create database older template sample allow_connections true");
                    return true;
                } catch (SQLException e) {
                    return false;
                }
            });
        } finally {
            asSuperuser("postgres", "alter database sample allow_connections true");
        }
        try (AgroalDataSource copy = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionFactoryConfiguration(factory ->
                                factory.jdbcUrl(PrivateServers.postgres().superuserJdbcUrl("older")))))) {
            assertEquals(new TailPolicy.Current(), compare(copy).verdict());
            tell();
            var older =
                    assertInstanceOf(TailPolicy.OlderCopy.class, compare(copy).verdict());
            assertEquals(NOTES, older.first().place().topic());
            assertTrue(older.first().offset() > older.sent());
            assertEquals(new Comparison(new TailPolicy.Current(), Set.of()), compare(dataSource));
        }
    }

    @Test
    void factsThatWereSentAndStandInTheOutboxAreOfACrash() throws Exception {
        tell();
        // A deferred trigger waits within the commit of the deletion, when Kafka has the facts.
        asSuperuser("sample", """
                create function wait_for_test() returns trigger language plpgsql as
                    'begin perform pg_advisory_xact_lock(4711); return null; end';
                create constraint trigger wait_for_test after delete on outbox deferrable initially deferred
                    for each row execute function wait_for_test()""");
        try (Connection holder = superuser();
                Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(4711)");
            append();
            await(() -> count("select count(*) from pg_locks where locktype = 'advisory' and not granted") == 1);
            await(() -> new TailPolicy.Crash(1).equals(compare(dataSource).verdict()));
        } finally {
            asSuperuser("sample", "drop trigger wait_for_test on outbox; drop function wait_for_test()");
        }
        await(() -> count("select count(*) from outbox") == 0);
        assertEquals(new TailPolicy.Current(), compare(dataSource).verdict());
    }

    @Test
    void topicsThatEndBeforeWhatWasSentAreTold() throws Exception {
        tell();
        asSuperuser("sample", "insert into sent_offset values ('sample.gone', 0, 4)");
        try {
            Comparison comparison = compare(dataSource);
            assertEquals(Set.of(new TailPolicy.Place("sample.gone", 0)), comparison.cut());
            assertEquals(new TailPolicy.Current(), comparison.verdict());
        } finally {
            asSuperuser("sample", "delete from sent_offset where topic = 'sample.gone'");
        }
    }

    @Test
    void afterARelayThatNotesNothingTheNextOneTakesThePresentEnds() throws Exception {
        tell();
        // As a relay of an older release does, and what it sent is not noted.
        asSuperuser("sample", "delete from sent_offset; delete from outbox where false");
        assertEquals(1, count("select count(*) from sent_offset_adoption where due"));
        assertEquals(new TailPolicy.Current(), compare(dataSource).verdict());
        count("select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory'");
        await(() -> count("select count(*) from sent_offset_adoption where due") == 0);
        assertTrue(count("select count(*) from sent_offset where topic = 'sample.notes'") >= 3);
        tell();
        assertEquals(0, count("select count(*) from sent_offset_adoption where due"));
        assertEquals(new Comparison(new TailPolicy.Current(), Set.of()), compare(dataSource));
    }

    private Comparison compare(AgroalDataSource compared) {
        CompareTopics topics = new CompareTopics(compared, new OwnTopics(clients, config.service()));
        return withALivingConnection(topics::compare);
    }

    /** Tells a fact and waits until it was sent. */
    private void tell() {
        append();
        await(() -> count("select count(*) from outbox") == 0);
    }

    private void append() {
        UUID key = Uuid7.next();
        withALivingConnection(() -> Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> outbox.append(new OutgoingEvent(
                                NOTES, "org.testamur.sample.note.written.v1", key, null, 1, Map.of())))));
    }

    /** The pool notices by use alone that connections were ended, by this test or the one before. */
    private static <T> T withALivingConnection(Callable<T> work) {
        return await(
                        () -> {
                            try {
                                return Optional.of(work.call());
                            } catch (Exception e) {
                                return Optional.<T>empty();
                            }
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private static void asSuperuser(String database, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(PrivateServers.postgres().superuserJdbcUrl(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
