package org.testamur.verification.check;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums up checks: a document that cannot be trusted is invalid whatever it says of itself. */
final class VerdictPolicy {

    static final String REVOKED = "revoked";
    static final String SUSPENDED = "suspended";
    static final String SUPERSEDED = "superseded";
    static final String EXPIRED = "expired";
    static final String NOT_YET_VALID = "not-yet-valid";
    static final String NOT_YET_ISSUED = "not-yet-issued";

    private VerdictPolicy() {}

    /** Valid from the first instant on, and until just before the last (VC 2.0, section 4.9). */
    static Check dates(@Nullable Instant validFrom, @Nullable Instant validUntil, Instant now) {
        if (validFrom != null && validUntil != null && validUntil.isBefore(validFrom)) {
            return Check.failed(
                    Check.Name.DATES,
                    "dates-contradict",
                    "It ends (" + Dates.readable(validUntil) + ") before it begins.");
        }
        if (validFrom != null && now.isBefore(validFrom)) {
            return Check.failed(
                    Check.Name.DATES, NOT_YET_VALID, "It is valid from " + Dates.readable(validFrom) + " on.");
        }
        if (validUntil != null && !now.isBefore(validUntil)) {
            return Check.failed(Check.Name.DATES, EXPIRED, "It was valid until " + Dates.readable(validUntil) + ".");
        }
        return Check.passed(
                Check.Name.DATES,
                "within-dates",
                validUntil == null ? "It has no end date." : "It is valid until " + Dates.readable(validUntil) + ".");
    }

    static Verdict verdict(List<Check> checks) {
        for (Check check : checks) {
            boolean ofTrust = check.name() != Check.Name.STATUS && check.name() != Check.Name.DATES;
            if (ofTrust && !check.hasPassed()) {
                return Verdict.INVALID;
            }
        }
        for (Check.Name name : new Check.Name[] {Check.Name.STATUS, Check.Name.DATES}) {
            for (Check check : checks) {
                if (check.name() == name && !check.hasPassed()) {
                    return switch (check.code()) {
                        case REVOKED -> Verdict.REVOKED;
                        case SUSPENDED -> Verdict.SUSPENDED;
                        case SUPERSEDED -> Verdict.SUPERSEDED;
                        case EXPIRED -> Verdict.EXPIRED;
                        case NOT_YET_VALID, NOT_YET_ISSUED -> Verdict.NOT_YET_VALID;
                        default -> Verdict.INVALID;
                    };
                }
            }
        }
        return Verdict.VALID;
    }
}
