package org.testamur.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends server processes in bounded time. A process that has ended and that nobody collects, as in a container without an
 * init process, counts as ended; the JDK would wait for it for ever.
 */
final class Processes {

    private static final int POLL_MILLISECONDS = 10;

    private Processes() {}

    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    /** Asks a process to end, and kills it when it has not after a while. */
    static void end(ProcessHandle process, Duration patience) {
        process.destroy();
        awaitEnd(process, patience);
    }

    /** Waits for a process to end by itself, and kills it when it has not after a while. */
    static void awaitEnd(ProcessHandle process, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            while (runs(process)) {
                if (System.nanoTime() > deadline) {
                    process.destroyForcibly();
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
