package org.testamur.verification.record;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credential as issuance tells of it. What a registrar once wrote freely as the reason is not read.
 *
 * @param hidden true when it was replaced under another name, which must not lead to the one that took its place
 */
record CredentialFact(
        UUID credentialId,
        String credentialUrl,
        UUID institutionId,
        UUID enrolmentId,
        UUID learnerId,
        UUID microCredentialId,
        String state,
        @Nullable String reasonCode,
        @Nullable String supersededBy,
        @Nullable Boolean hidden,
        Instant awardedAt,
        Instant validFrom,
        @Nullable Instant validUntil,
        String document) {

    Standing standing() {
        if (Boolean.TRUE.equals(hidden)) {
            return new Standing("superseded", null, null, true);
        }
        String status = switch (state) {
            case "issued" -> Standing.VALID;
            case "suspended", "revoked", "superseded" -> state;
            default -> throw new IllegalArgumentException("unknown state " + state);
        };
        String code = status.equals(Standing.VALID)
                ? null
                : ReasonCode.of(reasonCode).map(ReasonCode::code).orElse(null);
        return new Standing(status, code, supersededBy, false);
    }
}
