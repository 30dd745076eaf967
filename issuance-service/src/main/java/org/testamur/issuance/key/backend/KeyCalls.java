package org.testamur.issuance.key.backend;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Makes the calls for one external key. After a timeout, callers are refused at once, because waiting callers would
 * block others. The key is then probed in the background until it answers.
 */
final class KeyCalls {

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();
    private static final int MOST_DOUBLINGS = 10;

    private final BackendThreads threads;
    private final String what;
    private volatile boolean late;
    /** Those that have not returned. */
    private int trials;

    private long nextTrial = System.nanoTime();

    /** @param what is asked, as sentences for an operator name it */
    KeyCalls(BackendThreads threads, String what) {
        this.threads = threads;
        this.what = what;
    }

    /** @param trial what shows that the key answers again */
    <T> T call(Supplier<T> work, Supplier<?> trial) {
        if (late) {
            tryAgain(trial);
            throw new TemporarilyUnavailable("a call to " + what + " did not return within " + threads.patience()
                    + ", and it has not answered since");
        }
        return threads.call(work, this::wasLate);
    }

    private void wasLate(CompletableFuture<?> call) {
        late = true;
        call.thenRun(() -> late = false);
    }

    /** One at a time; but as one may be lost for ever, another follows, each after twice the time of the one before. */
    private synchronized void tryAgain(Supplier<?> trial) {
        long now = System.nanoTime();
        if (now - nextTrial < 0) {
            return;
        }
        threads.callUnawaited(trial).ifPresent(call -> {
            nextTrial = now + (threads.patience().toNanos() << Math.min(trials, MOST_DOUBLINGS));
            trials++;
            call.whenComplete((answer, failure) -> tried(failure));
        });
    }

    private synchronized void tried(@Nullable Throwable failure) {
        trials--;
        if (failure == null) {
            late = false;
        }
        if (trials == 0) {
            nextTrial = System.nanoTime() + PAUSE;
        }
    }
}
