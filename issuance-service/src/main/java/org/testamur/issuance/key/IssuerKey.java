package org.testamur.issuance.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Describes the public side of an institution's key.
 *
 * @param id the absolute URL that proofs name, {@code did:web:...#key-1}
 * @param number counts the institution's keys, from 1
 * @param validFrom proofs made from then on count
 * @param validUntil proofs made from then on do not
 * @param signsFrom when a pending key may take over
 * @param compromisedAt when its compromise was published
 */
public record IssuerKey(
        String id,
        int number,
        String publicKeyMultibase,
        KeyState state,
        Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable Instant signsFrom,
        @Nullable Instant compromisedAt) {

    public boolean isCompromised() {
        return state == KeyState.COMPROMISED;
    }

    /** Whether a proof that was made then counts, as long as the key is not compromised. */
    public boolean covers(Instant created) {
        return !created.isBefore(validFrom) && (validUntil == null || created.isBefore(validUntil));
    }

    IssuerKey activated() {
        return new IssuerKey(
                id, number, publicKeyMultibase, KeyState.ACTIVE, validFrom, validUntil, signsFrom, compromisedAt);
    }

    IssuerKey retired(Instant until) {
        return new IssuerKey(
                id, number, publicKeyMultibase, KeyState.RETIRED, validFrom, until, signsFrom, compromisedAt);
    }

    IssuerKey compromised(Instant until, Instant published) {
        return new IssuerKey(
                id, number, publicKeyMultibase, KeyState.COMPROMISED, validFrom, until, signsFrom, published);
    }
}
