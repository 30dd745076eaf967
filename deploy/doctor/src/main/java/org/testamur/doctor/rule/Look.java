package org.testamur.doctor.rule;

import java.time.Instant;
import java.util.List;

/** Holds what all metrics said when an installation was looked at. */
public record Look(Instant at, List<Sample> samples) {

    public Look {
        samples = List.copyOf(samples);
    }
}
