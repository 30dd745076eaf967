package org.testamur.verification.reference;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes a key in an issuer's history.
 *
 * @param id the verification method that proofs name
 * @param state {@code pending}, {@code active}, {@code retired} or {@code compromised}
 * @param validFrom from when on it signs
 * @param validUntil when it signed no more
 * @param compromisedAt when it became known that others hold it too
 */
public record IssuerKey(
        String id,
        String publicKeyMultibase,
        @Nullable String state,
        Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Instant compromisedAt) {

    private static final Set<String> STATES = Set.of("pending", "active", "retired", "compromised");

    public boolean isCompromised() {
        return "compromised".equals(state);
    }

    /** Of a key in any other state nobody can tell here whether what it signed counts. */
    public boolean isInKnownState() {
        return state != null && STATES.contains(state);
    }

    /** From when on nothing that it signed counts; if nobody said when, then it never did. */
    public Instant distrustedFrom() {
        return Objects.requireNonNullElse(compromisedAt, Objects.requireNonNullElse(validUntil, Instant.EPOCH));
    }
}
