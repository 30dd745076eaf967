package org.testamur.platform;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Creates time-ordered identifiers (RFC 9562, version 7): a list sorted by id is sorted by creation. */
public final class Uuid7 {

    private Uuid7() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
