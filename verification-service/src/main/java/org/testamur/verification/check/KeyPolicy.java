package org.testamur.verification.check;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.reference.IssuerKey;

/** Decides whether a key was usable by the issuer at the time of a signature. */
final class KeyPolicy {

    static final String KEY_COMPROMISED = "key-compromised";

    private KeyPolicy() {}

    /**
     * A key counts for proofs made from its first second until just before its last; proofs tell their date to the
     * second. A thief can write any date into a proof and show it at any time, so that from the day on which a key is
     * known to be compromised nothing that it signed counts; what counted before is issued anew by the issuer.
     *
     * For a time before that day it counts only if the issuer had told of it.
     *
     * @param at the time for which it is asked
     * @param onRecord whether the signed document equals the one that the issuer published
     */
    static Check allowed(IssuerKey key, @Nullable Instant signedAt, Instant at, boolean onRecord) {
        if (key.isCompromised() && !at.isBefore(key.distrustedFrom())) {
            return Check.failed(
                    Check.Name.ISSUER,
                    KEY_COMPROMISED,
                    "The key " + key.id() + " that signed it is known to be compromised since "
                            + Dates.readable(key.distrustedFrom())
                            + ": nothing signed by it counts any more, whenever it was signed. The issuer replaces what"
                            + " it had signed itself.");
        }
        if (key.isCompromised() && !onRecord) {
            return Check.failed(
                    Check.Name.ISSUER,
                    KEY_COMPROMISED,
                    "The key " + key.id() + " that signed it is known to be compromised since "
                            + Dates.readable(key.distrustedFrom())
                            + ": for a time before, only what the issuer's records hold counts, and this they do not"
                            + " hold.");
        }
        if (!key.isInKnownState()) {
            return Check.notChecked(
                    Check.Name.ISSUER,
                    "key-state-not-known",
                    "The issuer told of its key " + key.id() + " what is not understood here, so whether what it signed"
                            + " counts cannot be told.");
        }
        if (signedAt == null) {
            return Check.failed(Check.Name.ISSUER, "signing-date-missing", "It does not say when it was signed.");
        }
        if (signedAt.isBefore(key.validFrom().truncatedTo(ChronoUnit.SECONDS))) {
            return Check.failed(
                    Check.Name.ISSUER,
                    "key-not-yet-valid",
                    "It was signed on " + Dates.readable(signedAt) + ", before the key came into use.");
        }
        Instant until = key.validUntil();
        if (until != null && !signedAt.isBefore(until)) {
            return Check.failed(
                    Check.Name.ISSUER,
                    "key-retired",
                    "It was signed on " + Dates.readable(signedAt) + ", after the key was retired.");
        }
        return Check.passed(
                Check.Name.ISSUER, "issuer-known", "The issuer is known here and the key was its own at the time.");
    }
}
