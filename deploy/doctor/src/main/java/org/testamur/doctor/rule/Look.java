package org.testamur.doctor.rule;

import java.time.Instant;
import java.util.List;

/**
 * Holds what all metrics said when an installation was looked at.
 *
 * @param remembered whether it is of a run before
 */
public record Look(Instant at, List<Sample> samples, boolean remembered) {

    public Look {
        samples = List.copyOf(samples);
    }

    /** A look of this run. */
    public Look(Instant at, List<Sample> samples) {
        this(at, samples, false);
    }
}
