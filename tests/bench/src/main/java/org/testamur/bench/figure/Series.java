package org.testamur.bench.figure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one thing. */
public record Series(List<Sample> samples) {

    public Series {
        samples = List.copyOf(samples);
    }

    public List<Double> values(ToDoubleFunction<Sample> measure) {
        return samples.stream().map(measure::applyAsDouble).toList();
    }

    public double median(ToDoubleFunction<Sample> measure) {
        return Statistics.median(values(measure));
    }
}
