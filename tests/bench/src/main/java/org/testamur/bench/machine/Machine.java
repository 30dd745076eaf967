package org.testamur.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** How busy the whole machine is. */
public final class Machine {

    /** From here on, work waits for a processor. */
    private static final double SATURATED = 0.95;

    private static final double QUIET = 0.15;

    private Machine() {}

    public static ProcStat.Ticks now() {
        return ProcStat.machine(read("/proc/stat"));
    }

    public static boolean saturatedSince(ProcStat.Ticks earlier) {
        return now().since(earlier).busyShare() >= SATURATED;
    }

    public static String describe() {
        String model = read("/proc/cpuinfo")
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: ", ""))
                .findFirst()
                .orElse("unknown processor");
        return "%d x %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        model,
                        Runtime.version().toString());
    }

    /** Watches for a moment in which this benchmark does nothing; empty when nobody else does much either. */
    public static String warning(String when) {
        ProcStat.Ticks before = now();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        ProcStat.Ticks spent = now().since(before);
        double load = Double.parseDouble(read("/proc/loadavg").split(" ")[0]);
        return spent.busyShare() < QUIET && spent.stolen() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "The machine was not quiet %s: others used %.0f %% of it (load average %.1f, %d ticks stolen by"
                                + " its host). Ratios hold better than absolute figures.",
                        when,
                        spent.busyShare() * 100,
                        load,
                        spent.stolen());
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
