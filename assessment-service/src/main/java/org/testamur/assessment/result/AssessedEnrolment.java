package org.testamur.assessment.result;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.InstitutionSummary;
import org.testamur.assessment.reference.MicroCredentialSummary;
import org.testamur.assessment.reference.Summaries;

/** Shows an enrolment to those who assess it, with what a list shows of its result if there is one. */
@Schema(name = "AssessedEnrolment")
public record AssessedEnrolment(
        UUID enrolmentId,
        UUID learnerId,
        UUID microCredentialId,
        int microCredentialVersion,
        Instant enrolledAt,

        @Schema(description = "Of the present revision of its result; absent before there is a result.") @Nullable
        Outcome outcome,

        @Schema(description = "The present revision of its result; absent before there is a result.") @Nullable
        Long revision,

        @Schema(
                description = "Of the present revision of its result; absent before there is a result.",
                examples = "78.5")
        @Nullable
        BigDecimal score,

        @Schema(
                description = "The day of the present revision of its result, in the institution's time zone; absent"
                        + " before there is a result.")
        @Nullable
        LocalDate assessedOn,

        @Schema(description = "No score is above it. Absent while its fact has not arrived here.", examples = "100")
        @Nullable
        BigDecimal maximumScore,

        @Schema(description = "Reaching it passes. Absent while its fact has not arrived here.", examples = "60")
        @Nullable
        BigDecimal passMark,

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        MicroCredentialSummary microCredential,

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        InstitutionSummary institution,

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        String learnerName) {

    AssessedEnrolment with(Summaries.@Nullable Summary summary) {
        return summary == null
                ? this
                : new AssessedEnrolment(
                        enrolmentId,
                        learnerId,
                        microCredentialId,
                        microCredentialVersion,
                        enrolledAt,
                        outcome,
                        revision,
                        score,
                        assessedOn,
                        maximumScore,
                        passMark,
                        summary.microCredential(),
                        summary.institution(),
                        summary.learnerName());
    }
}
