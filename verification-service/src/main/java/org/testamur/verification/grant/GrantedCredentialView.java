package org.testamur.verification.grant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Shows an employer a credential without personal data, and without a link to the learner unless the learner consents.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What an employer sees of a credential that an institution granted it.")
record GrantedCredentialView(
        UUID credentialId,
        Named institution,
        Named achievement,

        @Schema(
                enumeration = {"valid", "suspended", "revoked", "superseded", "expired", "not-yet-valid"},
                examples = "valid")
        String status,

        @Schema(description = "Why it does not count as issued.", examples = "issued-in-error") @Nullable
        String reasonCode,

        @Schema(description = "Absent when it bears a former name, as the dates that follow.") @Nullable
        Instant awardedAt,

        @Schema(description = "The civil date of the award, in the institution's time zone.", examples = "2026-11-29")
        @Nullable
        LocalDate awardedOn,

        @Nullable Instant validFrom,
        @Nullable Instant validUntil,

        @Schema(
                description = "The last civil date on which it is valid, in the institution's time zone.",
                examples = "2029-11-28")
        @Nullable
        LocalDate expiresOn,

        @Schema(description = "The credential that took its place. As the links, only by the learner's consent.")
        @Nullable
        String supersededBy,

        @Schema(description = "The page about it. Only when its learner has consented to this employer.") @Nullable
        String pageUrl,

        @Schema(description = "The signed credential. Only when its learner has consented to this employer.") @Nullable
        String credentialUrl) {

    /** Something with an id and a name. */
    record Named(String id, String name) {}
}
