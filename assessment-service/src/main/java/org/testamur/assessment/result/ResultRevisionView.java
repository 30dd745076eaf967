package org.testamur.assessment.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows one entry of a result's history. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ResultRevision", description = "One entry of a result's history.")
public record ResultRevisionView(
        long revision,
        Change change,
        Outcome outcome,
        @Nullable BigDecimal score,
        List<Evidence> evidence,
        LocalDate assessedOn,

        @Schema(description = "For staff only; absent when the caller is the learner.") @Nullable
        String withdrawalReason,

        Instant recordedAt,

        @Schema(
                description = "The log-in that made it, or erased once that person is. For staff only; absent when the"
                        + " caller is the learner.")
        @Nullable
        String recordedBy,

        @Schema(
                description = "True when the log-in that made this revision is known by now to be the learner's own."
                        + " Absent otherwise.")
        @Nullable
        Boolean recordedByLearner) {}
