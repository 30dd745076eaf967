package org.testamur.issuance.award;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Describes to staff a pass that arrived after a decision of staff. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WaitingPass")
public record WaitingPass(
        UUID id,

        @Schema(description = "Of the result.") long revision,

        @Schema(
                description = "The decision that stands against it.",
                enumeration = {"suspension", "revocation"})
        String after,

        @Schema(
                description = "The learner's other enrolment for the same micro-credential whose credential was decided"
                        + " on; absent when it is this enrolment's.")
        @Nullable
        UUID afterEnrolmentId,

        Instant since,

        @Schema(
                description = "Absent while it waits. overtaken: a newer revision was decided on instead.",
                enumeration = {"released", "refused", "overtaken"})
        @Nullable
        String outcome,

        @Schema(examples = "appeal-upheld") @Nullable String reasonCode,

        @Schema(description = "For staff only; deleted when the learner is erased.") @Nullable
        String note,

        @Schema(description = "The log-in of who decided, or service.") @Nullable
        String decidedBy,

        @Nullable Instant decidedAt,

        @JsonIgnore @Schema(hidden = true) @Nullable String fact) {

    @JsonIgnore
    @Schema(hidden = true)
    public boolean isOpen() {
        return outcome == null;
    }

    /** A newer revision was decided on, so nothing can come of it. */
    @JsonIgnore
    @Schema(hidden = true)
    public boolean isOvertaken() {
        return fact == null && !was(WaitingPasses.RELEASED);
    }

    public boolean was(String which) {
        return which.equals(outcome);
    }
}
