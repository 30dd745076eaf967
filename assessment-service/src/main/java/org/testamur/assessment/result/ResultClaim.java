package org.testamur.assessment.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Holds an assessor's request to record a result. {@link ResultPolicy} has its rules and names every fault at once. */
@Schema(name = "ResultClaim", description = "What an assessor found.")
public record ResultClaim(
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
        LocalDate assessedOn) {}
