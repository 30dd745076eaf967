package org.testamur.verification.check;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.issuer.IssuerKey;

/** Whether a key was the issuer's to use at the time of a signature. */
final class KeyPolicy {

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private KeyPolicy() {}

    /**
     * A thief can write any date into a proof. What was signed with a compromised key counts only if we had it on record
     * before that.
     */
    static Check allowed(IssuerKey key, @Nullable Instant signedAt, @Nullable Instant recordedAt) {
        Instant until = key.validUntil();
        if (key.isCompromised()) {
            return until != null && recordedAt != null && recordedAt.isBefore(until)
                    ? Check.passed(
                            Check.Name.ISSUER,
                            "recorded-before-compromise",
                            "The key is compromised since " + Dates.readable(until)
                                    + "; this credential was on record before.")
                    : Check.failed(
                            Check.Name.ISSUER, "key-compromised", "The key that signed it is known to be compromised.");
        }
        if (signedAt == null) {
            return Check.failed(Check.Name.ISSUER, "signing-date-missing", "It does not say when it was signed.");
        }
        if (signedAt.isBefore(key.validFrom().minus(CLOCK_SKEW))) {
            return Check.failed(
                    Check.Name.ISSUER,
                    "key-not-yet-valid",
                    "It was signed on " + Dates.readable(signedAt) + ", before the key came into use.");
        }
        if (until != null && signedAt.isAfter(until.plus(CLOCK_SKEW))) {
            return Check.failed(
                    Check.Name.ISSUER,
                    "key-retired",
                    "It was signed on " + Dates.readable(signedAt) + ", after the key was retired.");
        }
        return Check.passed(
                Check.Name.ISSUER, "issuer-known", "The issuer is known here and the key was its own at the time.");
    }
}
