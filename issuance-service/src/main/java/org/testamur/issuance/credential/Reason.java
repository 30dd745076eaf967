package org.testamur.issuance.credential;

import org.jspecify.annotations.Nullable;

/**
 * States the reason and the actor of a status change.
 *
 * @param note for staff only
 * @param by a log-in, or the service itself
 */
public record Reason(ReasonCode code, @Nullable String note, String by) {

    static final String SERVICE = "service";

    /** What follows from a fact. */
    public static Reason of(ReasonCode code) {
        return new Reason(code, null, SERVICE);
    }

    boolean isOfStaff() {
        return !by.equals(SERVICE);
    }
}
