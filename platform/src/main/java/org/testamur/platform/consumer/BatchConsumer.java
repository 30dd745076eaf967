package org.testamur.platform.consumer;

import java.util.List;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Takes many facts at once where it can, and the rest one by one through {@link #accept}, which stays the measure of
 * what a fact leads to.
 *
 * <p>What a batch cannot carry out it leaves over, and then those facts are delivered one by one, before any later ones
 * of their keys. If preparing or writing throws anything but a failure of the infrastructure or {@link
 * TemporarilyUnavailable}, nothing of the batch is kept and all of it is delivered one by one: a poison record costs
 * only itself and those of its key. After a failure of the infrastructure the same facts come again, not necessarily
 * in the same batches.
 */
public interface BatchConsumer extends EventConsumer {

    /** The most facts that are prepared and written at once. */
    default int largestBatch() {
        return 500;
    }

    /**
     * Reads, decides and computes, outside any transaction, so that nothing is locked meanwhile; what it reads it reads
     * in short transactions of its own.
     *
     * @param events all with the same {@link #access}, with which it runs; of distinct keys, none of which is parked;
     *     none taken before, as far as can be told without a lock; in order of arrival
     */
    Batch prepare(List<IncomingEvent> events);

    /** What was prepared. */
    @FunctionalInterface
    interface Batch {

        /**
         * Runs in the one transaction in which the facts are noted as taken. What was prepared may have been overtaken:
         * whatever it rests on is checked here again.
         *
         * @param fresh the facts that were prepared and not taken meanwhile; of no others must anything be written
         * @return those that it leaves over and wrote nothing of: their notes are taken back
         */
        List<IncomingEvent> write(List<IncomingEvent> fresh);
    }
}
