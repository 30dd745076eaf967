package org.testamur.assessment.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Caller;

/** Spares the rows of a batch that are not recorded yet. */
@ApplicationScoped
class CancelBatch {

    private final Batches batches;
    private final Caller caller;
    private final Clock clock;

    CancelBatch(Batches batches, Caller caller, Clock clock) {
        this.batches = batches;
        this.caller = caller;
        this.clock = clock;
    }

    /** Repeated, it changes nothing more. */
    @Transactional
    BatchView cancel(UUID id) {
        if (batches.cancel(id, caller.login())) {
            batches.spare(id);
            batches.finishIfDone(id, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        }
        BatchView batch = batches.find(id).orElseThrow(FindBatches::notFound);
        if (batch.state().equals("finished")) {
            throw Refusal.conflict("batch-finished", "All its rows are settled: there is nothing to cancel.");
        }
        return batch;
    }
}
