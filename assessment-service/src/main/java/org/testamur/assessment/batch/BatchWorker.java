package org.testamur.assessment.batch;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;

/**
 * Works on all open batches in turn, a chunk of each, so that a large one holds up no other. Any number of instances do
 * so at the same time: a row that one has in hand, the others skip.
 */
@ApplicationScoped
class BatchWorker {

    private static final Logger LOG = Logger.getLogger(BatchWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Classes of SQLSTATE that come from the rows themselves: data, integrity, raised by a function. */
    private static final Set<String> OF_THE_ROWS = Set.of("22", "23", "P0");

    private final RecordChunk chunks;
    private final BatchConfig config;
    private final PlatformConfig platform;
    private final BackgroundWork work;
    private volatile @Nullable Loop loop;

    BatchWorker(RecordChunk chunks, BatchConfig config, PlatformConfig platform, BackgroundWork work) {
        this.chunks = chunks;
        this.config = config;
        this.platform = platform;
        this.work = work;
    }

    void start(@Observes StartupEvent event) {
        if (platform.messaging()) {
            loop = work.start("result-batches", running -> round(running) ? Duration.ZERO : POLL);
        }
    }

    /** Other instances see it when they look next. */
    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) AcceptBatch.Accepted accepted) {
        Loop present = loop;
        if (present != null) {
            present.wake();
        }
    }

    /** @return whether more may be left to do at once; what was accepted meanwhile has woken the worker */
    private boolean round(Loop running) {
        List<Batches.OpenBatch> open = chunks.open();
        boolean busy = false;
        for (Batches.OpenBatch batch : open) {
            if (running.isRunning()) {
                running.beat();
                try {
                    busy |= chunk(batch, running) >= config.chunk();
                } catch (RuntimeException e) {
                    // The others do not wait for it.
                    LOG.warnf("the batch %s goes on later: %s", batch.id(), e.getMessage());
                }
            }
        }
        return busy;
    }

    private int chunk(Batches.OpenBatch batch, Loop running) {
        try {
            return chunks.of(batch, config.chunk());
        } catch (RuntimeException e) {
            if (!isOfTheRows(e)) {
                throw e;
            }
            LOG.warnf("rows of the batch %s are recorded one by one: %s", batch.id(), e.getMessage());
            return oneByOne(batch, running);
        }
    }

    /** A row that breaks its chunk costs only itself. */
    private int oneByOne(Batches.OpenBatch batch, Loop running) {
        List<Integer> due = chunks.due(batch, config.chunk());
        for (int row : due) {
            if (!running.isRunning()) {
                break;
            }
            running.beat();
            try {
                chunks.one(batch, row);
            } catch (RuntimeException e) {
                if (!isOfTheRows(e)) {
                    throw e;
                }
                LOG.errorf(e, "row %d of the batch %s cannot be recorded", row, batch.id());
                chunks.giveUp(batch, row);
            }
        }
        return due.size();
    }

    private static boolean isOfTheRows(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && OF_THE_ROWS.contains(state.substring(0, Math.min(2, state.length())));
            }
        }
        return !(e instanceof IllegalStateException);
    }
}
