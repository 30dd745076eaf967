package org.testamur.verification.issuer;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key in an issuer's history.
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
        String state,
        Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Instant compromisedAt) {

    public boolean isCompromised() {
        return state.equals("compromised");
    }

    /** From when on nothing that it signed counts; if nobody said when, then it never did. */
    public Instant distrustedFrom() {
        return Objects.requireNonNullElse(compromisedAt, Objects.requireNonNullElse(validUntil, Instant.EPOCH));
    }
}
