package org.testamur.verification.record;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A credential as issuance tells of it. */
record CredentialFact(
        UUID credentialId,
        String credentialUrl,
        UUID institutionId,
        UUID enrolmentId,
        UUID learnerId,
        UUID microCredentialId,
        String state,
        @Nullable String reason,
        @Nullable String supersededBy,
        Instant awardedAt,
        Instant validFrom,
        @Nullable Instant validUntil,
        String document) {

    String status() {
        return switch (state) {
            case "issued" -> "valid";
            case "revoked", "superseded" -> state;
            default -> throw new IllegalArgumentException("unknown state " + state);
        };
    }
}
