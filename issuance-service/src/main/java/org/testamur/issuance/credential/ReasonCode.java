package org.testamur.issuance.credential;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists the public reasons of a status change. Nothing else about the reason is published. */
public enum ReasonCode {
    ISSUED_IN_ERROR,
    RESULT_WITHDRAWN,
    RESULT_CORRECTED,
    MISCONDUCT,
    HOLDER_REQUEST,
    KEY_COMPROMISED,
    KEY_ROTATED,
    NAME_CHANGED,
    DETAILS_ADDED,
    UNDER_REVIEW,
    APPEAL,
    REVIEW_CLOSED,
    APPEAL_UPHELD,
    OTHER;

    /** As interfaces write it. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ReasonCode> of(String shown) {
        return Arrays.stream(values())
                .filter(code -> code.shown().equals(shown))
                .findFirst();
    }
}
