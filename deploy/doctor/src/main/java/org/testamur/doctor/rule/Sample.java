package org.testamur.doctor.rule;

import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what a metric says at one moment.
 *
 * @param labels without the name of the metric
 */
public record Sample(String name, Map<String, String> labels, double value) {

    public Sample {
        labels = Map.copyOf(labels);
    }

    /** Adds labels as Prometheus does when it reads an instance; they take the place of those that are there. */
    public Sample with(Map<String, String> more) {
        var all = new TreeMap<>(labels);
        all.putAll(more);
        return new Sample(name, all, value);
    }
}
