package org.testamur.dataintegrity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a proof says besides its signature.
 *
 * @param verificationMethod the absolute URL of the key
 * @param created when, to the second
 * @param proofPurpose for example {@code assertionMethod}
 * @param expires from when on the proof no longer counts
 * @param domain where a presentation may be used
 * @param challenge what a presentation answers
 */
public record ProofOptions(
        String verificationMethod,
        Instant created,
        String proofPurpose,
        @Nullable Instant expires,
        @Nullable String domain,
        @Nullable String challenge) {

    /** An assertion by an issuer. */
    public static ProofOptions assertion(String verificationMethod, Instant created) {
        return new ProofOptions(verificationMethod, created, "assertionMethod", null, null, null);
    }
}
