package org.testamur.issuance.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The public side of an institution's key.
 *
 * @param id the absolute URL that proofs name, {@code did:web:...#key-1}
 * @param state {@code active}, {@code retired} or {@code compromised}
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
