package org.testamur.issuance.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows the award of one row of a batch. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BatchOfAwardsRow")
public record BatchRowView(
        @Schema(description = "Counts from 1, as in assessment's batch.", examples = "17")
        int row,

        UUID enrolmentId,

        @Schema(enumeration = {"none", "waiting", "issued", "suspended", "refused", "revoked", "superseded"})
        String state,

        @Schema(description = "While waiting: what has not arrived.", examples = "[\"learner\"]") @Nullable
        List<String> waitingFor,

        @Schema(description = "When refused or revoked: why.") @Nullable
        String reason,

        @Nullable UUID credentialId,
        @Nullable String credentialUrl) {}
