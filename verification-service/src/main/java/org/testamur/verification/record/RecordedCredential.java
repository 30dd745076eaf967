package org.testamur.verification.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows a record to other packages. */
public sealed interface RecordedCredential {

    UUID credentialId();

    UUID institutionId();

    /** Nothing is left but the id. */
    record Erased(UUID credentialId, UUID institutionId) implements RecordedCredential {}

    /**
     * It shows a name that its learner no longer has or consents to: only its status may be disclosed.
     *
     * @param status {@code superseded}, {@code revoked} or {@code cannot-tell}
     */
    record Hidden(
            UUID credentialId,
            UUID institutionId,
            String credentialUrl,
            String status,
            @Nullable String reasonCode) implements RecordedCredential {}

    /**
     * A credential with its document.
     *
     * @param history every change of how it stood, newest first; never empty
     */
    record Present(
            UUID credentialId,
            UUID institutionId,
            UUID learnerId,
            String credentialUrl,
            @Nullable String supersededBy,
            Instant awardedAt,
            Instant validFrom,
            @Nullable Instant validUntil,
            String document,
            List<StatusChange> history)
            implements RecordedCredential {}

    /**
     * A change of how it stood.
     *
     * @param status {@code valid}, {@code suspended}, {@code revoked}, {@code superseded} or, where the issuer
     *     published a state that is not known here, {@code cannot-tell}
     */
    record StatusChange(String status, @Nullable String reasonCode, Instant changedAt) {}
}
