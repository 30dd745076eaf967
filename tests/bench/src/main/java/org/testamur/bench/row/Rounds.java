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

    /** So many rounds that together are hardly cheaper than as many before them: it is warm. */
    private static final int STEADY = 2;

    private static final double HARDLY_CHEAPER = 0.97;
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

    /**
     * Throws rounds away for as long as they get cheaper, but not for ever: a service compiles for a while, and is billed
     * for it.
     */
    private static void warmUp(Work work) throws NotMeasurable, InterruptedException {
        long began = System.nanoTime();
        List<Double> costs = new ArrayList<>();
        while (!isSteady(costs) && System.nanoTime() - began < PATIENCE.toNanos()) {
            costs.add(work.run().cpuMicros());
        }
    }

    /** Throws rounds away for so long. */
    public static void warmUp(Work work, Duration time) throws NotMeasurable, InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < time.toNanos()) {
            work.run();
        }
    }

    /** Whether the last of these costs are hardly less than those before them. */
    static boolean isSteady(List<Double> costs) {
        int many = costs.size();
        return many >= 2 * STEADY
                && sum(costs.subList(many - STEADY, many))
                        > HARDLY_CHEAPER * sum(costs.subList(many - 2 * STEADY, many - STEADY));
    }

    private static double sum(List<Double> costs) {
        return costs.stream().mapToDouble(Double::doubleValue).sum();
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
