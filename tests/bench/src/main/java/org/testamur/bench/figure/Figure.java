package org.testamur.bench.figure;

import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One line of the result. What was not measured has no value and says why in its note.
 *
 * @param value the median of the rounds
 * @param counterpartValue the median of the counterpart's rounds, in the same unit
 * @param rounds how many of each were run, in turns
 * @param spread of the value's rounds: largest less smallest, as a share of the median
 * @param wall elapsed microseconds per operation
 * @param cpu microseconds of processor time per operation
 */
public record Figure(
        String name,
        @Nullable Double value,
        String unit,
        String counterpart,
        @Nullable Double counterpartValue,
        Goal goal,
        int rounds,
        @Nullable Double spread,
        @Nullable Double counterpartSpread,
        @Nullable Double wall,
        @Nullable Double cpu,
        @Nullable Double counterpartWall,
        @Nullable Double counterpartCpu,
        boolean saturated,
        String note) {

    /** Whose goal and note are told already. */
    public record Title(String name, String unit, String counterpart, Goal goal) {

        public Figure missing(String why) {
            return new Figure(
                    name,
                    null,
                    unit,
                    counterpart,
                    null,
                    goal,
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    false,
                    "not measured: " + why);
        }

        /** Rounds against rounds by one measure of both. */
        public Figure of(Series own, Series other, ToDoubleFunction<Sample> measure, boolean saturated, String note) {
            return new Figure(
                    name,
                    own.median(measure),
                    unit,
                    counterpart,
                    other.median(measure),
                    goal,
                    Math.min(own.samples().size(), other.samples().size()),
                    Statistics.spread(own.values(measure)),
                    Statistics.spread(other.values(measure)),
                    own.median(Sample::wallMicros),
                    own.median(Sample::cpuMicros),
                    other.median(Sample::wallMicros),
                    other.median(Sample::cpuMicros),
                    saturated,
                    note);
        }

        /** Values that are no cost per operation, such as latencies and rates. */
        public Figure of(List<Double> own, List<Double> other, boolean saturated, String note) {
            return new Figure(
                    name,
                    Statistics.median(own),
                    unit,
                    counterpart,
                    Statistics.median(other),
                    goal,
                    Math.min(own.size(), other.size()),
                    Statistics.spread(own),
                    Statistics.spread(other),
                    null,
                    null,
                    null,
                    null,
                    saturated,
                    note);
        }
    }

    public boolean measured() {
        return value != null;
    }

    public @Nullable Double ratio() {
        return measured() ? goal.ratio(Objects.requireNonNull(value), Objects.requireNonNull(counterpartValue)) : null;
    }

    public boolean met() {
        return measured() && goal.met(Objects.requireNonNull(value), Objects.requireNonNull(counterpartValue));
    }

    /** With what each operation took and cost. */
    public Figure costing(double wallMicros, double cpuMicros) {
        return new Figure(
                name,
                value,
                unit,
                counterpart,
                counterpartValue,
                goal,
                rounds,
                spread,
                counterpartSpread,
                wallMicros,
                cpuMicros,
                counterpartWall,
                counterpartCpu,
                saturated,
                note);
    }
}
