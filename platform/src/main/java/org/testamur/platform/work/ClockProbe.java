package org.testamur.platform.work;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Asks the database for its time now and then; while the clocks are more than a minute apart, the instance is degraded. */
@ApplicationScoped
class ClockProbe {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final BackgroundWork work;
    private final Clock clock;
    private final AgroalDataSource dataSource;

    ClockProbe(BackgroundWork work, Clock clock, AgroalDataSource dataSource) {
        this.work = work;
        this.clock = clock;
        this.dataSource = dataSource;
    }

    void start(@Observes StartupEvent event) {
        work.watch("clock", EVERY, this::look);
    }

    /** The sentence for operators, while the clocks are apart. */
    Optional<String> look() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            Instant asked = clock.instant();
            try (ResultSet result = statement.executeQuery("select clock_timestamp()")) {
                result.next();
                return ClockPolicy.fault(
                        asked, result.getObject(1, OffsetDateTime.class).toInstant(), clock.instant());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not tell its time: " + e.getMessage(), e);
        }
    }
}
