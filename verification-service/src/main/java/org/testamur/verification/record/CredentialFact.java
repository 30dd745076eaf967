package org.testamur.verification.record;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds a credential's fact as issuance publishes it. A registrar's free-text reason of older facts is not read.
 *
 * @param hidden true when it shows a name that its learner no longer has or consents to: nothing may link it to its
 *     replacement
 */
record CredentialFact(
        UUID credentialId,
        String credentialUrl,
        UUID institutionId,
        UUID enrolmentId,
        UUID learnerId,
        UUID microCredentialId,
        @Nullable String state,
        @Nullable String reasonCode,
        @Nullable String supersededBy,
        @Nullable Boolean hidden,
        Instant awardedAt,
        Instant validFrom,
        @Nullable Instant validUntil,
        String document) {

    boolean hasUnknownReason() {
        return reasonCode != null
                && ReasonCode.of(reasonCode)
                        .map(ReasonCode::code)
                        .filter(reasonCode::equals)
                        .isEmpty();
    }

    /** A state that is not known is none in which it counts, and none in which it is said to be taken back. */
    CredentialStatus credentialStatus() {
        String status = switch (state) {
            case "issued" -> CredentialStatus.VALID;
            case "suspended", "revoked", "superseded" -> state;
            case null, default -> CredentialStatus.CANNOT_TELL;
        };
        String code = status.equals(CredentialStatus.VALID)
                ? null
                : ReasonCode.of(reasonCode).map(ReasonCode::code).orElse(null);
        if (Boolean.TRUE.equals(hidden)) {
            // A revocation stays one, and says why; of what was replaced not even that is said.
            return status.equals(CredentialStatus.REVOKED) || status.equals(CredentialStatus.CANNOT_TELL)
                    ? new CredentialStatus(status, code, null, true)
                    : new CredentialStatus("superseded", null, null, true);
        }
        return new CredentialStatus(status, code, supersededBy, false);
    }
}
