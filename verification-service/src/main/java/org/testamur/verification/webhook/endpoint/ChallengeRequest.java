package org.testamur.verification.webhook.endpoint;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Holds the challenge that an employer returns. */
@Schema(description = "The challenge that the endpoint was sent.")
record ChallengeRequest(
        @NotBlank
        @Size(max = 200)
        @Schema(
                description = "As it stood in data.challenge of the endpoint.verification.",
                examples = "3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
        String challenge) {}
