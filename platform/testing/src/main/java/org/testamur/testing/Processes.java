package org.testamur.testing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends server processes in bounded time. */
final class Processes {

    private Processes() {}

    /** Asks a process to end, and kills it when it has not after a while. */
    static void end(ProcessHandle process, Duration patience) {
        process.destroy();
        awaitEnd(process, patience);
    }

    /** Waits for a process to end by itself, and kills it when it has not after a while. */
    static void awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
