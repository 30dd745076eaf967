package org.testamur.issuance.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows staff a credential without its document, which is served under its own address. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Credential")
public record CredentialView(
        UUID credentialId,
        String credentialUrl,
        @Nullable UUID enrolmentId,
        @Nullable UUID microCredentialId,
        @Nullable Integer microCredentialVersion,
        @Nullable Integer awardNumber,

        @Schema(enumeration = {"issued", "suspended", "revoked", "superseded", "erased"})
        String state,

        @Schema(description = "Why it does not count, in words that are the same for each reasonCode.") @Nullable
        String reason,

        @Schema(examples = "under-review") @Nullable String reasonCode,

        @Schema(description = "The credential that has taken its place.") @Nullable
        UUID supersededBy,

        @Schema(description = "Whether nobody else is shown it: it bears a name that its learner no longer does.")
        boolean hidden,

        @Schema(description = "The beginning of the day of the award, in the institution's time zone.") @Nullable
        Instant awardedAt,

        @Schema(description = "When it was signed; absent once it is erased.") @Nullable
        Instant issuedAt,

        @Nullable Instant validFrom,
        @Nullable Instant validUntil,

        @Schema(description = "Credentials that this award builds on and that were revoked.") @Nullable
        List<LostBasis> lostBases,

        @Schema(description = "Send it as If-Match, in quotes.")
        long version) {

    /** A revoked credential that an award builds on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LostBasis")
    public record LostBasis(
            UUID credentialId,
            Instant lostAt,

            @Schema(description = "When the award was changed since; absent while nobody has looked at it.") @Nullable
            Instant settledAt) {}
}
