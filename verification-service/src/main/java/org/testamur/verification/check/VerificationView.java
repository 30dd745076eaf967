package org.testamur.verification.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows the public whether a credential is valid, why, and for which achievement. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Whether a credential holds, why, and what it is for.")
public record VerificationView(
        UUID credentialId,

        @Schema(
                description = "The one word that sums up all checks; cannot-tell if something that decides"
                        + " could not be asked here.")
        Verdict status,

        @Schema(description = "True if the status is valid, false otherwise.")
        boolean valid,

        Instant checkedAt,

        @Schema(description = "The time that was asked about, if it was not now.") @Nullable
        Instant at,

        @Schema(
                description = "Why it does not count as issued: issued-in-error, result-withdrawn, result-corrected,"
                        + " misconduct, holder-request, key-compromised, key-rotated, name-changed, details-added,"
                        + " under-review, appeal or other; more may come.",
                examples = "issued-in-error")
        @Nullable
        String reasonCode,

        List<Check> checks,

        @Schema(description = "What did not fail and is worth knowing.")
        List<Note> warnings,

        IssuerView issuer,

        @Schema(description = "Absent when the credential bears a former name, as all that follows.") @Nullable
        AchievementView achievement,

        @Nullable RecipientView recipient,
        @Nullable Instant awardedAt,

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

        @Nullable String credentialUrl,

        @Schema(description = "The id of the credential that replaced this one.") @Nullable
        String supersededBy,

        @Schema(description = "Every change of status until then, newest first.")
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
            @Nullable String imageAlternativeText,
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
    public record ChangeView(
            @Schema(enumeration = {"valid", "suspended", "revoked", "superseded", "cannot-tell"})
            String status,

            @Schema(description = "Why, for machines.", examples = "issued-in-error") @Nullable
            String reasonCode,

            @Schema(description = "Why, for people to read.", examples = "It was issued in error.") @Nullable
            String reason,

            Instant changedAt) {}
}
