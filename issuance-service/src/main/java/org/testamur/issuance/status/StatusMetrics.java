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
                        fill = sql.first("""
                                select coalesce(max(f.next_counter::float8 / f.issuable), 0) from status_family f
                                join status_allocation a on a.family_id = f.id""", row -> row.getDouble(1)).orElse(0.0);
                    }));
        }
    }
}
