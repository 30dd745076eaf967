package org.testamur.assessment.result;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Holds the reason of a withdrawal. */
@Schema(name = "WithdrawalClaim", description = "Why a result is withdrawn.")
public record WithdrawalClaim(
        @Schema(
                description = "Kept in the result's history; never told to other services.",
                examples = "The work was handed in by somebody else.",
                required = true)
        @NotBlank(message = "must be given")
        @Size(max = 1000, message = "must have at most 1000 characters")
        String reason) {}
