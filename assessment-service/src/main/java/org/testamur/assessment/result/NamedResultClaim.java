package org.testamur.assessment.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.OptBoolean;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.LearnerName;

/** A result with the learner and the micro-credential in the place of the enrolment's id. */
@Schema(name = "NamedResultClaim", description = "What an assessor found, for a learner whom the institution names.")
public record NamedResultClaim(
        @NotNull(message = "must be given") @Nullable LearnerName learner,

        @NotNull(message = "must be given") @Nullable UUID microCredentialId,

        @Schema(
                description = "From 0 to the maximum score of the enrolment's version; at most two decimals.",
                examples = "78.5",
                required = true)
        @Nullable
        BigDecimal score,

        @Schema(description = "At most 20 links; each URL once. Absent: none.") @Nullable
        List<@Nullable Evidence> evidence,

        @Schema(
                description = "The civil date of the assessment in the institution's time zone; neither in the future"
                        + " nor before the enrolment.",
                examples = "2026-11-20",
                required = true)
        @JsonFormat(lenient = OptBoolean.FALSE)
        @Nullable
        LocalDate assessedOn) {

    ResultClaim claim() {
        return new ResultClaim(score, evidence, assessedOn);
    }
}
