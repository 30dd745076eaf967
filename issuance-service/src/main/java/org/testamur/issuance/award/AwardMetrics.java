package org.testamur.issuance.award;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.testamur.platform.tenancy.Access;

/** Shows an operator that passes wait, which nobody else would see. */
@ApplicationScoped
class AwardMetrics {

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Awards awards;
    private final WaitingPasses waiting;
    private final Clock clock;
    private final MeterRegistry metrics;
    private volatile Instant measured = Instant.EPOCH;
    private volatile double seconds;
    private volatile long forRegistrar;

    AwardMetrics(Awards awards, WaitingPasses waiting, Clock clock, MeterRegistry metrics) {
        this.awards = awards;
        this.waiting = waiting;
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("testamur.awards.oldest.waiting", this, AwardMetrics::oldest)
                .baseUnit("seconds")
                .description("Age of the oldest pass that waits for something it refers to")
                .register(metrics);
        Gauge.builder("testamur.awards.waiting.registrar", this, AwardMetrics::forRegistrar)
                .description("Passes that came after a decision of staff and wait for a registrar")
                .register(metrics);
    }

    private double oldest() {
        measure();
        return seconds;
    }

    private double forRegistrar() {
        measure();
        return forRegistrar;
    }

    private void measure() {
        Instant now = clock.instant();
        if (now.isAfter(measured.plus(KEPT))) {
            measured = now;
            Access.everywhere()
                    .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                        seconds = awards.oldestWaiting()
                                .map(since -> Duration.between(since, now).toMillis() / 1000.0)
                                .orElse(0.0);
                        forRegistrar = waiting.open();
                    }));
        }
    }
}
