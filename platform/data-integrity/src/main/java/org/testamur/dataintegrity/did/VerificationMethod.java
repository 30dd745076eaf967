package org.testamur.dataintegrity.did;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes a public key as its controller publishes it.
 *
 * @param id the absolute URL that proofs name
 * @param controller whose key it is, usually a DID
 * @param publicKeyMultibase the key as a Multikey, of any key type
 * @param purposes what the controller lets it be used for, for example {@code assertionMethod}
 * @param revoked from when on it must not be trusted, if ever
 */
public record VerificationMethod(
        String id,
        String controller,
        String publicKeyMultibase,
        Set<String> purposes,
        @Nullable Instant revoked) {

    public VerificationMethod {
        purposes = Set.copyOf(purposes);
    }
}
