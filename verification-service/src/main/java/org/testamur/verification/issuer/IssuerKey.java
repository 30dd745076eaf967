package org.testamur.verification.issuer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key in an issuer's history.
 *
 * @param id the verification method that proofs name
 * @param validUntil when it was retired or, if compromised, from when on it is not trusted
 */
public record IssuerKey(
        String id,
        String publicKeyMultibase,
        String state,
        Instant validFrom,
        @Nullable Instant validUntil) {

    public boolean isCompromised() {
        return state.equals("compromised");
    }
}
