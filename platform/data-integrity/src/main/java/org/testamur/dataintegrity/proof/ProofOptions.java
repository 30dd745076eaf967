package org.testamur.dataintegrity.proof;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds the members of a proof other than its signature.
 *
 * @param verificationMethod the absolute URL of the key
 * @param created when, to the second
 * @param proofPurpose for example {@code assertionMethod}
 * @param expires from when on the proof no longer counts
 * @param domain where a presentation may be used
 * @param challenge what a presentation answers
 * @param id the absolute IRI of the proof itself, which a proof needs that will stand inside another document: an
 *     endorsement's in a badge, a credential's in a transcript. Without one it is an unnamed node of that document, and
 *     two of them may tie (ADR 8)
 */
public record ProofOptions(
        String verificationMethod,
        Instant created,
        String proofPurpose,
        @Nullable Instant expires,
        @Nullable String domain,
        @Nullable String challenge,
        @Nullable String id) {

    /** Of a proof without an id: that of a document that stands alone. */
    public ProofOptions(
            String verificationMethod,
            Instant created,
            String proofPurpose,
            @Nullable Instant expires,
            @Nullable String domain,
            @Nullable String challenge) {
        this(verificationMethod, created, proofPurpose, expires, domain, challenge, null);
    }

    /** An assertion by an issuer. */
    public static ProofOptions assertion(String verificationMethod, Instant created) {
        return new ProofOptions(verificationMethod, created, "assertionMethod", null, null, null);
    }

    /** An assertion by an issuer that will stand inside another document, for example an endorsement. */
    public static ProofOptions nestedAssertion(String verificationMethod, Instant created) {
        return assertion(verificationMethod, created).withId("urn:uuid:" + UUID.randomUUID());
    }

    /** The same under this id. */
    public ProofOptions withId(String proofId) {
        return new ProofOptions(verificationMethod, created, proofPurpose, expires, domain, challenge, proofId);
    }
}
