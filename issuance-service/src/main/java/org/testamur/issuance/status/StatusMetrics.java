package org.testamur.issuance.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;

/** Shows an operator how late changes are and how full the lists. */
@ApplicationScoped
class StatusMetrics {

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Sql sql;
    private final Clock clock;
    private final MeterRegistry metrics;
    private volatile Instant measured = Instant.EPOCH;
    private volatile double oldestSeconds;
    private volatile double fill;
    private volatile double left = Double.NaN;
    private volatile double validSeconds = Double.NaN;

    StatusMetrics(Sql sql, Clock clock, MeterRegistry metrics) {
        this.sql = sql;
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("testamur.status.changes.oldest.unpublished", this, found -> {
                    found.measure();
                    return found.oldestSeconds;
                })
                .baseUnit("seconds")
                .description("Age of the oldest change that no published status list shows")
                .register(metrics);
        Gauge.builder("testamur.status.lists.fill", this, found -> {
                    found.measure();
                    return found.fill;
                })
                .baseUnit("ratio")
                .description("How full the fullest family of lists is that places are taken from")
                .register(metrics);
        Gauge.builder("testamur.status.lists.entries.left", this, found -> {
                    found.measure();
                    return found.left;
                })
                .description("Entries that the fullest family of lists has left; not a number while there is none")
                .register(metrics);
        Gauge.builder("testamur.status.lists.validity.left", this, found -> {
                    found.measure();
                    return found.validSeconds;
                })
                .baseUnit("seconds")
                .description("Time until the first status list ends, unless it is signed again; below 0 when one has"
                        + " ended; not a number while there is none")
                .register(metrics);
    }

    private record Room(double fill, double left) {

        static final Room OF_NONE = new Room(0, Double.NaN);
    }

    private void measure() {
        Instant now = clock.instant();
        if (now.isAfter(measured.plus(KEPT)) || now.isBefore(measured)) {
            measured = now;
            Access.everywhere()
                    .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                        oldestSeconds = sql.first(
                                        "select min(changed_at) as oldest from status_change",
                                        row -> Optional.ofNullable(Sql.instant(row, "oldest")))
                                .flatMap(oldest -> oldest)
                                .map(oldest -> Math.max(
                                        0, Duration.between(oldest, now).toMillis() / 1000.0))
                                .orElse(0.0);
                        Room room = sql.first("""
                                select coalesce(max(f.next_counter::float8 / f.issuable), 0),
                                    coalesce(min(f.issuable - f.next_counter)::float8, 'NaN')
                                from status_family f join status_allocation a on a.family_id = f.id""", row -> new Room(row.getDouble(1), row.getDouble(2)))
                                .orElse(Room.OF_NONE);
                        fill = room.fill();
                        left = room.left();
                        validSeconds = sql.first(
                                        "select min(valid_until) as ending from status_list",
                                        row -> Optional.ofNullable(Sql.instant(row, "ending")))
                                .flatMap(ending -> ending)
                                .map(ending -> Duration.between(now, ending).toMillis() / 1000.0)
                                .orElse(Double.NaN);
                    }));
        }
    }
}
