package org.testamur.assessment.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows one row of a batch. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ResultBatchRow")
public record BatchRowView(
        @Schema(description = "Counts from 1, the header of a CSV not counted.", examples = "17")
        int row,

        UUID enrolmentId,

        @Schema(enumeration = {"pending", "recorded", "unchanged", "failed", "cancelled"})
        String state,

        @Schema(
                description = "When failed: unknown-enrolment, own-enrolment, enrolment-not-active,"
                        + " enrolment-withdrawn, learner-erased, learner-not-here-yet, micro-credential-not-here-yet,"
                        + " invalid, result-exists, changed-meanwhile, no-result or unexpected.",
                examples = "result-exists")
        @Nullable
        String reasonCode,

        @Schema(examples = "Another result is recorded, at revision 1: name the revision to correct it.") @Nullable
        String reason) {}
