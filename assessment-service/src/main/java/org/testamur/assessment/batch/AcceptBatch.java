package org.testamur.assessment.batch;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.testamur.assessment.result.RowClaim;
import org.testamur.platform.Uuid7;
import org.testamur.platform.tenancy.Caller;

/** Takes a batch whose rows are all in form; {@link BatchWorker} sees to the rest. */
@ApplicationScoped
@Startup
class AcceptBatch {

    private final Batches batches;
    private final Caller caller;
    private final Clock clock;
    private final Event<Accepted> accepted;
    private final DistributionSummary sizes;

    AcceptBatch(Batches batches, Caller caller, Clock clock, Event<Accepted> accepted, MeterRegistry metrics) {
        this.batches = batches;
        this.caller = caller;
        this.clock = clock;
        this.accepted = accepted;
        this.sizes = DistributionSummary.builder("testamur.result.batches")
                .baseUnit("rows")
                .description("Batches of results that were accepted, by their rows")
                .register(metrics);
    }

    /** Tells the worker, once it is true. */
    record Accepted(UUID batch) {}

    @Transactional
    BatchView accept(List<RowClaim> rows) {
        UUID id = Uuid7.next();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        batches.add(id, caller.institution(), caller.login(), now, rows);
        sizes.record(rows.size());
        accepted.fire(new Accepted(id));
        return batches.find(id).orElseThrow();
    }
}
