package org.testamur.assessment.batch;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.LearnerName;
import org.testamur.assessment.result.Evidence;

/** Describes a JSON batch for the OpenAPI document; {@link RowReader} reads it row by row. */
@Schema(name = "ResultBatchClaim", description = "Results by the thousand.")
record BatchClaim(
        @Schema(description = "1 to 10,000.", required = true)
        List<Row> rows) {

    /** What was found on one enrolment. */
    @Schema(name = "ResultBatchRowClaim")
    record Row(
            @Schema(description = "Each enrolment once. Absent beside learner and microCredentialId.") @Nullable
            UUID enrolmentId,

            @Schema(description = "In the place of enrolmentId, with microCredentialId.") @Nullable
            LearnerName learner,

            @Schema(description = "In the place of enrolmentId, with learner.") @Nullable
            UUID microCredentialId,

            @Schema(description = "At most two decimals.", examples = "78.5", required = true)
            BigDecimal score,

            @Schema(
                    description = "The civil date of the assessment at the institution.",
                    examples = "2026-11-20",
                    required = true)
            LocalDate assessedOn,

            @Schema(description = "At most 20 links.") @Nullable
            List<Evidence> evidence,

            @Schema(
                    description =
                            "Of a result that is there already and says otherwise: the revision that is corrected.",
                    examples = "1")
            @Nullable
            Long revision) {}
}
