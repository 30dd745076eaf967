package org.testamur.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.platform.sample.NoteRequests.read;
import static org.testamur.platform.sample.NoteRequests.write;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.testamur.platform.consumer.PrivateServers;
import org.testamur.platform.health.DegradedStates;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;

/** A service that migrates nothing waits for the migrations it needs and answers nothing until they are there. */
@QuarkusTest
@QuarkusTestResource(value = PrivateServers.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = MigrationsIT.MigratedByAnOlderRelease.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = Identity.class, restrictToAnnotatedClass = true)
class MigrationsIT {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    BackgroundWork work;

    @Inject
    DegradedStates states;

    @Inject
    StartGate gate;

    @Inject
    Clock clock;

    /** One class, one start: a database that is behind, then as it should be, then ahead. */
    @Test
    void itWaitsForTheMigrationsItNeedsAndWorksOnWithThoseOfALaterRelease() throws Exception {
        Management.get("/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'database' }.data.reason", containsString("(platform)"))
                .body(
                        "checks.find { it.name == 'database' }.data.reason",
                        containsString(
                                "are 0.18 (platform) and 1 (service), and the release needs " + newest() + " and 1"));
        Management.get("/health/live").then().statusCode(200);
        Management.get("/metrics").then().body(containsString("testamur_degraded{what=\"database-behind\"} 1.0"));
        for (Response refused : List.of(read(), write())) {
            refused.then()
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("type", equalTo("urn:testamur:problem:database-behind"));
        }
        assertFalse(gate.isOpen());

        MigratedByAnOlderRelease.flyway("classpath:db/platform", "classpath:db/migration")
                .load()
                .migrate();
        await(gate::isOpen);
        Management.get("/health/ready").then().statusCode(200);
        Management.get("/metrics").then().body(containsString("testamur_degraded{what=\"database-behind\"} 0.0"));
        read().then().statusCode(200);
        write().then().statusCode(201);

        PrivateServers.update(
                "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (1000, '0.9999', 'of a later release', 'SQL', 'V0_9999__x.sql', 'x', 0, true)");
        List<String> told = logged(() -> assertTrue(new DatabaseMigrations(dataSource, states).areApplied()));
        assertThat(told)
                .singleElement()
                .asString()
                .contains("are 0.9999 (platform) and 1 (service), and the release knows " + newest() + " and 1");
        Management.get("/health/ready").then().statusCode(200);
    }

    @Test
    void aClockThatIsOffByMoreThanAMinuteIsTold() {
        Management.get("/metrics").then().body(containsString("testamur_degraded{what=\"clock\"} 0.0"));
        assertThat(new ClockProbe(work, clock, dataSource).look()).isEmpty();
        assertThat(off(Duration.ofSeconds(-70)).look()).get().asString().contains(" s behind the database's");
        assertThat(off(Duration.ofSeconds(70)).look()).get().asString().contains(" s ahead of the database's");
    }

    private ClockProbe off(Duration by) {
        return new ClockProbe(work, Clock.offset(clock, by), dataSource);
    }

    private static String newest() throws IOException {
        try (InputStream file = DatabaseMigrations.class.getResourceAsStream("/db/platform/newest")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private interface Action {
        void run() throws SQLException;
    }

    private static List<String> logged(Action action) throws SQLException {
        List<String> told = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(((ExtLogRecord) record).getFormattedMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(DatabaseMigrations.class.getName());
        logger.addHandler(handler);
        try {
            action.run();
        } finally {
            logger.removeHandler(handler);
        }
        return told;
    }

    /** Migrates as a release did whose newest migration of the platform was 0.18, and leaves the rest to others. */
    public static final class MigratedByAnOlderRelease implements QuarkusTestResourceLifecycleManager {

        /** After the servers. */
        @Override
        public int order() {
            return 20;
        }

        @Override
        public Map<String, String> start() {
            flyway("classpath:db/platform").target("0.18").load().migrate();
            flyway("classpath:db/migration")
                    .ignoreMigrationPatterns("*:missing")
                    .load()
                    .migrate();
            return Map.of("quarkus.flyway.migrate-at-start", "false");
        }

        static FluentConfiguration flyway(String... locations) {
            var database = PrivateServers.postgres().createServiceDatabase("sample", "owner", "app");
            return Flyway.configure()
                    .dataSource(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())
                    .locations(locations)
                    .outOfOrder(true);
        }

        @Override
        public void stop() {
            // The servers end with their own resource.
        }
    }
}
