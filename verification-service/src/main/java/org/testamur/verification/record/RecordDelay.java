package org.testamur.verification.record;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.testamur.platform.health.CommittedDelays;
import org.testamur.platform.health.ServiceLevels;

/** Measures how long credentials take from issuance until everybody can verify them here. */
@ApplicationScoped
@Startup
class RecordDelay {

    private final CommittedDelays delays;
    private final Timer delay;

    RecordDelay(CommittedDelays delays, MeterRegistry metrics) {
        this.delays = delays;
        this.delay = Timer.builder("testamur.credential.record.delay")
                .description("Time from the first fact of a credential to the commit of its record")
                .serviceLevelObjectives(ServiceLevels.delays())
                .register(metrics);
    }

    /**
     * In the transaction that writes the records: it counts when that commits.
     *
     * @param published when issuance issued each credential
     */
    void recorded(List<Instant> published) {
        delays.record(delay, published);
    }
}
