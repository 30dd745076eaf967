package org.testamur.verification.record;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record as others read it. */
public sealed interface RecordedCredential {

    UUID credentialId();

    UUID institutionId();

    /** Nothing is left but the id. */
    record Erased(UUID credentialId, UUID institutionId) implements RecordedCredential {}

    /**
     * A credential with its document.
     *
     * @param status {@code valid}, {@code revoked} or {@code superseded}
     * @param history every change of status, newest first
     */
    record Present(
            UUID credentialId,
            UUID institutionId,
            UUID learnerId,
            String credentialUrl,
            String status,
            @Nullable String reason,
            @Nullable String supersededBy,
            Instant awardedAt,
            Instant validFrom,
            @Nullable Instant validUntil,
            String document,
            Instant recordedAt,
            Instant changedAt,
            List<Change> history)
            implements RecordedCredential {}

    /** A change of status. */
    record Change(String status, @Nullable String reason, Instant changedAt) {}
}
