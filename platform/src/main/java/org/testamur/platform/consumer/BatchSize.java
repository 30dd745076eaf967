package org.testamur.platform.consumer;

import java.time.Duration;

/**
 * How large the batches of one consumer and tenant may be. From the second failure on each failure leaves a quarter; ten
 * successes in a row give four times as much. So a batch of 500 that never ends in time is down to single records after
 * six failures, and what an outage made small is large again after a few thousand records.
 */
final class BatchSize {

    private static final int FAILURES = 2;
    private static final int SUCCESSES = 10;
    private static final int FACTOR = 4;

    private int most = Integer.MAX_VALUE;
    private int failures;
    private int successes;
    private long failedAt;

    synchronized int most(int largest) {
        return Math.min(most, largest);
    }

    /** @param records of one that failed alone nothing is learned about batches */
    synchronized void failed(int records, long nanoTime) {
        failures++;
        successes = 0;
        failedAt = nanoTime;
        if (records > 1 && failures >= FAILURES) {
            most = Math.max(1, Math.min(most, records) / FACTOR);
        }
    }

    /** True when batches may be as large as ever and nothing failed lately. */
    synchronized boolean succeeded(int largest) {
        successes++;
        if (successes < SUCCESSES) {
            return false;
        }
        successes = 0;
        failures = 0;
        most = most >= largest / FACTOR ? Integer.MAX_VALUE : most * FACTOR;
        return most >= largest;
    }

    /** Whether so many failures stand against it, the last of them not long ago. */
    synchronized boolean isFailing(int from, long nanoTime, Duration lately) {
        return failures >= from && nanoTime - failedAt < lately.toNanos();
    }
}
