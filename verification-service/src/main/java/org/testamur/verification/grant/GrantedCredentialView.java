package org.testamur.verification.grant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an employer sees of a credential: nothing of a person. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What an employer sees of a credential that an institution granted it.")
record GrantedCredentialView(
        UUID credentialId,
        Named institution,
        Named achievement,

        @Schema(description = "valid, suspended, revoked, superseded, expired or not-yet-valid.", examples = "valid")
        String status,

        @Schema(description = "Why it does not count as issued.", examples = "issued-in-error") @Nullable
        String reasonCode,

        @Schema(description = "Absent when it bears a former name, as the dates that follow.") @Nullable
        Instant awardedAt,

        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable String supersededBy,
        String verificationUrl,
        String credentialUrl) {

    /** Something with an id and a name. */
    record Named(String id, String name) {}
}
