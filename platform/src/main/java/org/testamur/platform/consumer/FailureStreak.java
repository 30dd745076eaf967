package org.testamur.platform.consumer;

import java.util.HashSet;
import java.util.Set;

/**
 * Failures of one consumer in a row. Records of so many keys that die of one kind of failure, without one success
 * between, are no poison records but a fault of the program.
 */
final class FailureStreak {

    /** So many keys die before the consumer stops; the last of them is left where it is. */
    static final int LONGEST = 20;

    private final Set<String> keys = new HashSet<>();
    private String kind = "";

    /** True when the run is too long for this record to be buried as well. */
    synchronized boolean isBrokenBy(String key, Failure failure) {
        if (!failure.kind().equals(kind)) {
            keys.clear();
            kind = failure.kind();
        }
        if (keys.contains(key)) {
            return false;
        }
        if (keys.size() == LONGEST - 1) {
            return true;
        }
        keys.add(key);
        return false;
    }

    synchronized void end() {
        keys.clear();
    }
}
