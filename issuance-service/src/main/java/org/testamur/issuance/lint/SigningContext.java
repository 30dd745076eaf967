package org.testamur.issuance.lint;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.issuance.key.IssuerKey;

/**
 * Holds what a credential is checked against before it is signed: the issuer, the key, the time and the permitted
 * claims.
 *
 * @param baseUrl where the issuer's credentials and lists are served
 * @param key the key that is to sign
 * @param published that key as the issuer's DID document shows it to verifiers
 */
public record SigningContext(
        UUID institution,
        String issuerId,
        String baseUrl,
        IssuerKey key,
        Optional<VerificationMethod> published,
        Instant now,
        Claims claims) {

    /**
     * Now, to the second, as proofs tell it; and were the clock put back, not before there was the key, for such a proof
     * would not verify.
     */
    public static Instant now(Clock clock, IssuerKey key) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return now.isBefore(key.validFrom()) ? key.validFrom() : now;
    }

    /** What the credential has to say. */
    public sealed interface Claims {}

    /**
     * An award of this platform.
     *
     * @param url the credential's own address
     * @param awardedOn a civil date where the institution is
     * @param assessedOn another such date
     * @param validity how long the award is valid; absent: for ever
     * @param statusIndexes one for each purpose, all reserved for this credential
     */
    public record Awarded(
            String url,
            String achievementId,
            LocalDate awardedOn,
            LocalDate assessedOn,
            @Nullable Period validity,
            ZoneId zone,
            List<StatusIndex> statusIndexes)
            implements Claims {

        public Awarded {
            statusIndexes = List.copyOf(statusIndexes);
        }
    }

    /** A document that the institution presents for signing and that is not stored here. */
    public record Presented() implements Claims {}

    /**
     * A place in a status list.
     *
     * @param institution whose list it is
     * @param entries how many entries the list has
     * @param free whether no other credential has the place
     */
    public record StatusIndex(String purpose, String listUrl, int index, int entries, UUID institution, boolean free) {}
}
