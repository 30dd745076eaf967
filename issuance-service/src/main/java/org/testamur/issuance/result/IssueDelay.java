package org.testamur.issuance.result;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.testamur.platform.health.CommittedDelays;
import org.testamur.platform.health.ServiceLevels;

/** Measures how long results take to become credentials, waits for missing references included. */
@ApplicationScoped
@Startup
class IssueDelay {

    private final CommittedDelays delays;
    private final Timer delay;

    IssueDelay(CommittedDelays delays, MeterRegistry metrics) {
        this.delays = delays;
        this.delay = Timer.builder("testamur.credential.issue.delay")
                .description("Time from a result's fact to the commit of its credential")
                .serviceLevelObjectives(ServiceLevels.delays())
                .register(metrics);
    }

    /**
     * In the transaction that keeps the credentials: it counts when that commits.
     *
     * @param told when assessment told each result
     */
    void issued(List<Instant> told) {
        delays.record(delay, told);
    }
}
