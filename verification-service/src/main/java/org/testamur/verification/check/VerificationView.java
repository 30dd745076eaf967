package org.testamur.verification.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What anybody may know of a credential: whether it holds, why, and what it is for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Whether a credential holds, why, and what it is for.")
public record VerificationView(
        UUID credentialId,

        @Schema(description = "The one word that sums up all checks.")
        Verdict status,

        @Schema(description = "True if the status is valid, false otherwise.")
        boolean valid,

        Instant checkedAt,
        List<Check> checks,
        IssuerView issuer,
        AchievementView achievement,
        RecipientView recipient,
        Instant awardedAt,
        Instant validFrom,
        @Nullable Instant validUntil,
        String credentialUrl,

        @Schema(description = "The id of the credential that replaced this one.") @Nullable
        String supersededBy,

        @Schema(description = "Every change of status, newest first.")
        List<ChangeView> history) {

    /** Who issued it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IssuerView(
            String id, String name, @Nullable String url, String timeZone) {}

    /** What it is for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AchievementView(
            @Nullable String id,
            @Nullable String name,
            @Nullable String description,
            @Nullable String criteria,
            @Nullable String image,
            @Nullable String imageCaption,
            @Nullable String language,
            List<String> outcomes,
            List<AlignmentView> alignments) {}

    /** An entry of a framework that it is aligned with. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AlignmentView(
            String name, @Nullable String url, @Nullable String framework) {}

    /** To whom it was given; the name only with their consent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecipientView(@Nullable String name) {}

    /** A change of status. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChangeView(String status, @Nullable String reason, Instant changedAt) {}
}
