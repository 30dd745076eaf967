package org.testamur.assessment.batch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.testamur.assessment.result.RecordResults;
import org.testamur.assessment.result.RowOutcome;
import org.testamur.platform.tenancy.Access;

/**
 * Records some rows of a batch in one transaction: claim, results, facts, outcomes of the rows, and counters. If the
 * instance dies, everything is rolled back. Next is {@link RecordResults}.
 */
@ApplicationScoped
@Startup
class RecordChunk {

    private final Batches batches;
    private final RecordResults results;
    private final BatchConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Timer timer;

    RecordChunk(Batches batches, RecordResults results, BatchConfig config, Clock clock, MeterRegistry metrics) {
        this.batches = batches;
        this.results = results;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.timer = Timer.builder("testamur.result.batch.chunk")
                .description("How long one transaction of a batch takes")
                .register(metrics);
    }

    List<Batches.OpenBatch> open() {
        return Access.everywhere().call(() -> QuarkusTransaction.requiringNew().call(batches::open));
    }

    /** @return how many rows were looked at; none when there is nothing to do on the batch for now */
    @ActivateRequestContext
    int of(Batches.OpenBatch batch, int limit) {
        return inTransaction(batch, now -> {
            if (batch.cancelled()) {
                batches.spare(batch.id());
                batches.finishIfDone(batch.id(), now);
                return 0;
            }
            return timer.record(() -> chunk(batch, batches.claim(batch.id(), now, limit), now));
        });
    }

    /** The rows that {@link #of} would claim, not locked. */
    List<Integer> due(Batches.OpenBatch batch, int limit) {
        return inTransaction(batch, now -> batches.due(batch.id(), now, limit));
    }

    @ActivateRequestContext
    void one(Batches.OpenBatch batch, int row) {
        inTransaction(batch, now -> chunk(batch, batches.claimOne(batch.id(), now, row), now));
    }

    /** Gives up on a row which cannot be recorded for a reason that nobody foresaw. */
    void giveUp(Batches.OpenBatch batch, int row) {
        inTransaction(batch, now -> {
            boolean held = batches.hold(batch.id(), now, row);
            if (held) {
                Batches.Settled settled = new Batches.Settled(
                        row,
                        Batches.RowState.FAILED,
                        "unexpected",
                        "It could not be recorded: tell the operator, who finds more in the log.",
                        now);
                settle(batch, List.of(settled), now);
            }
            batches.finishIfDone(batch.id(), now);
            return held;
        });
    }

    private <T> T inTransaction(Batches.OpenBatch batch, Function<Instant, T> work) {
        return Access.system(batch.institution())
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> work.apply(clock.instant().truncatedTo(ChronoUnit.MILLIS))));
    }

    private int chunk(Batches.OpenBatch batch, List<Batches.Claimed> rows, Instant now) {
        if (!rows.isEmpty()) {
            RecordResults.Source source =
                    new RecordResults.Source(batch.id(), batch.institution(), batch.submittedBy(), batch.rows());
            List<RowOutcome> outcomes = results.record(
                    source, rows.stream().map(Batches.Claimed::claim).toList());
            List<Batches.Settled> settled = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                settled.add(settled(outcomes.get(i), rows.get(i).looks(), now));
            }
            settle(batch, settled, now);
        }
        batches.finishIfDone(batch.id(), now);
        return rows.size();
    }

    private void settle(Batches.OpenBatch batch, List<Batches.Settled> settled, Instant now) {
        batches.settle(batch, settled, now);
        for (Batches.RowState state : Batches.RowState.values()) {
            long count = settled.stream().filter(row -> row.state() == state).count();
            if (count > 0 && state != Batches.RowState.PENDING) {
                Counter.builder("testamur.result.batch.rows")
                        .description("Rows of batches of results that were settled, by how")
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(metrics)
                        .increment(count);
            }
        }
    }

    private Batches.Settled settled(RowOutcome outcome, int looksBefore, Instant now) {
        return switch (outcome) {
            case RowOutcome.Recorded recorded ->
                new Batches.Settled(recorded.row(), Batches.RowState.RECORDED, null, null, now);
            case RowOutcome.Unchanged(int row) -> new Batches.Settled(row, Batches.RowState.UNCHANGED, null, null, now);
            case RowOutcome.Failed(int row, String code, String reason) ->
                new Batches.Settled(row, Batches.RowState.FAILED, code, reason, now);
            case RowOutcome.NotYet(int row, String code, String reason) ->
                config.retry().multipliedBy(looksBefore).compareTo(config.patience()) < 0
                        ? new Batches.Settled(row, Batches.RowState.PENDING, code, reason, now.plus(config.retry()))
                        : new Batches.Settled(row, Batches.RowState.FAILED, code, reason, now);
        };
    }
}
