package org.testamur.doctor;

import java.util.List;
import java.util.Set;
import org.testamur.doctor.rule.Look;

/**
 * Holds all that was seen of an installation.
 *
 * @param looks metrics, from the oldest look on
 * @param measured services whose metrics were asked for
 * @param exposedFiles files with secrets that others than their owner can read
 */
record Evidence(
        List<Look> looks,
        Set<String> measured,
        List<Instance> instances,
        Entrance entrance,
        List<String> exposedFiles) {}
