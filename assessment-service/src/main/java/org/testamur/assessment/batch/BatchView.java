package org.testamur.assessment.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a batch of results. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ResultBatch", description = "Where a batch of results stands.")
public record BatchView(
        UUID id,

        @Schema(
                description = "cancelled: what was recorded stays.",
                enumeration = {"accepted", "running", "finished", "cancelled"})
        String state,

        @Schema(examples = "10000") int rows,

        @Schema(description = "Results that became a new revision.", examples = "9500")
        int recorded,

        @Schema(description = "Results that were recorded already.")
        int unchanged,

        @Schema(description = "Rows that were refused; read them with state=failed.")
        int failed,

        @Schema(description = "Rows that the batch's cancellation spared.")
        int cancelled,

        @Schema(description = "Rows that went with their learner before they were recorded.")
        int erased,

        @Schema(description = "Rows that are still to come.", examples = "500")
        int pending,

        @Schema(description = "The log-in that submitted it, or erased once that person is.")
        String submittedBy,

        Instant submittedAt,
        @Nullable Instant startedAt,

        @Schema(description = "When nothing was pending any more.") @Nullable
        Instant finishedAt,

        @Schema(description = "Where the awards that follow from it are counted.")
        String awards) {

    /** Whether nothing more happens to it. */
    @JsonIgnore
    boolean isSettled() {
        return finishedAt != null;
    }
}
