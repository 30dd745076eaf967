package org.testamur.verification.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;

/** Sums up checks, and says no more than they found. */
final class VerdictPolicy {

    static final String REVOKED = "revoked";
    static final String SUSPENDED = "suspended";
    static final String SUPERSEDED = "superseded";
    static final String EXPIRED = "expired";
    static final String NOT_YET_VALID = "not-yet-valid";
    static final String NOT_YET_ISSUED = "not-yet-issued";

    private VerdictPolicy() {}

    /** Valid from the first instant on, and until just before the last (VC 2.0, section 4.9). */
    static Check dates(@Nullable DateTimeStamp validFrom, @Nullable DateTimeStamp validUntil, Instant now) {
        if (validFrom != null && validUntil != null && validUntil.compareTo(validFrom) < 0) {
            return Check.failed(
                    Check.Name.DATES,
                    "dates-contradict",
                    "It ends (" + Dates.readable(validUntil) + ") before it begins.");
        }
        if (validFrom != null && validFrom.isAfter(now)) {
            return Check.failed(
                    Check.Name.DATES, NOT_YET_VALID, "It is valid from " + Dates.readable(validFrom) + " on.");
        }
        if (validUntil != null && !validUntil.isAfter(now)) {
            return Check.failed(Check.Name.DATES, EXPIRED, "It was valid until " + Dates.readable(validUntil) + ".");
        }
        return Check.passed(
                Check.Name.DATES,
                "within-dates",
                validUntil == null ? "It has no end date." : "It is valid until " + Dates.readable(validUntil) + ".");
    }

    /**
     * No more than was found: what is wrong with the document itself makes it invalid; what shows who issued it and could not
     * be asked leaves all else open; then how it stands counts before its dates, and what is found before what is not.
     */
    static Verdict verdict(List<Check> checks) {
        if (checks.stream()
                .anyMatch(check -> check.outcome() == Check.CheckOutcome.FAILED && verdictOf(check) == null)) {
            return Verdict.INVALID;
        }
        if (checks.stream().anyMatch(check -> isOfTrust(check) && !check.hasPassed())) {
            return Verdict.CANNOT_TELL;
        }
        for (Check.Name name : new Check.Name[] {Check.Name.STATUS, Check.Name.DATES}) {
            for (Check check : checks) {
                Verdict found = check.name() == name ? verdictOf(check) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return checks.stream().allMatch(Check::hasPassed) ? Verdict.VALID : Verdict.CANNOT_TELL;
    }

    /** The check that a person should read first: what failed, or else what was not asked. */
    static Optional<Check> decisive(List<Check> checks) {
        return checks.stream()
                .filter(check -> check.outcome() == Check.CheckOutcome.FAILED)
                .findFirst()
                .or(() -> checks.stream().filter(check -> !check.hasPassed()).findFirst());
    }

    private static boolean isOfTrust(Check check) {
        return check.name() != Check.Name.STATUS && check.name() != Check.Name.DATES;
    }

    /** How a genuine credential stands that does not hold; null if the check says something else. */
    private static @Nullable Verdict verdictOf(Check check) {
        if (isOfTrust(check) || check.outcome() != Check.CheckOutcome.FAILED) {
            return null;
        }
        return switch (check.code()) {
            case REVOKED -> Verdict.REVOKED;
            case SUSPENDED -> Verdict.SUSPENDED;
            case SUPERSEDED -> Verdict.SUPERSEDED;
            case EXPIRED -> Verdict.EXPIRED;
            case NOT_YET_VALID, NOT_YET_ISSUED -> Verdict.NOT_YET_VALID;
            default -> null;
        };
    }
}
