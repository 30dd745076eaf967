package org.testamur.bench.row;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.figure.Series;
import org.testamur.bench.machine.CpuTime;
import org.testamur.bench.machine.Machine;
import org.testamur.bench.machine.ProcStat;

/** Runs things in turns, so that whatever else happens on the machine meets all of them alike. */
public final class Rounds {

    /** As many as every figure has at least. */
    public static final int NUMBER = 5;

    /** So many rounds in a row that are no cheaper than what went before: it is warm. */
    private static final int STEADY = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** One round of one thing. */
    @FunctionalInterface
    public interface Work {
        Sample run() throws NotMeasurable, InterruptedException;
    }

    /** Something done once. */
    @FunctionalInterface
    public interface Operation {
        void run();
    }

    /** What came of all rounds, by name. */
    public record Outcome(Map<String, Series> series, boolean saturated) {

        public Series of(String name) {
            Series found = series.get(name);
            if (found == null) {
                throw new IllegalArgumentException("nothing was run as " + name);
            }
            return found;
        }
    }

    private final Map<String, Work> works = new LinkedHashMap<>();

    public Rounds with(String name, Work work) {
        works.put(name, work);
        return this;
    }

    /** Each is warmed up first, then they take turns. */
    public Outcome run() throws NotMeasurable, InterruptedException {
        for (Work work : works.values()) {
            warmUp(work);
        }
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        ProcStat.Ticks before = Machine.now();
        for (int round = 0; round < NUMBER; round++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
                samples.computeIfAbsent(work.getKey(), name -> new ArrayList<>())
                        .add(work.getValue().run());
            }
        }
        boolean saturated = Machine.saturatedSince(before);
        Map<String, Series> series = new LinkedHashMap<>();
        samples.forEach((name, all) -> series.put(name, new Series(all)));
        return new Outcome(series, saturated);
    }

    /** Throws rounds away for as long as they get cheaper: a service compiles for half a minute, and is billed for it. */
    public static void warmUp(Work work) throws NotMeasurable, InterruptedException {
        long began = System.nanoTime();
        double cheapest = Double.MAX_VALUE;
        for (int dear = 0; dear < STEADY && System.nanoTime() - began < PATIENCE.toNanos(); ) {
            double cost = work.run().cpuMicros();
            dear = cost < 0.95 * cheapest ? 0 : dear + 1;
            cheapest = Math.min(cheapest, cost);
        }
    }

    /** Does it again and again in this thread for about so long. */
    public static Work inThisProcess(double seconds, Operation operation) {
        CpuTime cpu = CpuTime.ofThisProcess();
        return () -> {
            double cpuBefore = cpu.seconds();
            long began = System.nanoTime();
            long until = began + (long) (seconds * 1e9);
            long done = 0;
            do {
                operation.run();
                done++;
            } while (System.nanoTime() < until);
            return new Sample(done, (System.nanoTime() - began) / 1e9, cpu.seconds() - cpuBefore);
        };
    }
}
