package org.testamur.issuance.reconciliation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Describes one mismatch between results and credentials. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ReconciliationFinding")
public record Finding(
        UUID enrolmentId,
        UUID institutionId,

        @Schema(description = "The credential in question; absent where one is missing.") @Nullable
        UUID credentialId,

        @Schema(
                description = "Of a pass without credential: undecided, waiting, refused, dead-letter or"
                        + " credential-missing. Of a credential without pass: no-result, failed or withdrawn. Of a"
                        + " credential too many: several-count, superseded-by-nothing or not-the-awards.",
                enumeration = {
                    "undecided",
                    "waiting",
                    "refused",
                    "dead-letter",
                    "credential-missing",
                    "no-result",
                    "failed",
                    "withdrawn",
                    "several-count",
                    "superseded-by-nothing",
                    "not-the-awards"
                },
                examples = "waiting")
        String reasonCode,

        @Schema(description = "What it waits for, or why it was refused.", examples = "learner") @Nullable
        String detail,

        @Schema(description = "The newest revision of the result that was told.") @Nullable
        Long revision,

        @Schema(description = "When the result was recorded, or the credential issued.") @Nullable
        Instant at) {}
