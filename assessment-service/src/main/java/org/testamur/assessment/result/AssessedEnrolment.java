package org.testamur.assessment.result;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.InstitutionSummary;
import org.testamur.assessment.reference.MicroCredentialSummary;

/** Shows an enrolment to those who assess it, with the outcome of its result if there is one. */
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

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        MicroCredentialSummary microCredential,

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        InstitutionSummary institution,

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        String learnerName) {}
