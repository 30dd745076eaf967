package org.testamur.verification.webhook.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.webhook.delivery.WebhookEventType;

/** Shows an endpoint to its employer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An endpoint as its employer sees it.")
record EndpointView(
        UUID id,
        String url,
        List<WebhookEventType> eventTypes,

        @Schema(
                description =
                        "unverified: it was sent a challenge and nothing else is sent to it before it has come back."
                                + " active: it is told. verification-failed: the challenge did not come back within a day; ask for"
                                + " a new one. disabled: it answered 410.",
                enumeration = {"unverified", "active", "verification-failed", "disabled"},
                examples = "active")
        String state,

        @Schema(description = "How its verification goes; absent once it is active.") @Nullable
        EndpointVerification verification,

        @Nullable String disabledBecause,
        Instant createdAt,

        @Schema(description = "Until when deliveries are signed with the secret before the last rotation too.")
        @Nullable
        Instant previousSecretUntil,

        long version,

        @Schema(description = "Only in the answer that made it: keep it, it is not shown again.") @Nullable
        String secret) {

    /** How the verification of an endpoint goes; never with its challenge. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "EndpointVerification", description = "How the verification of an endpoint goes.")
    record EndpointVerification(
            int tries,
            @Nullable Instant lastTriedAt,

            @Schema(description = "How the last try went.", examples = "answered 404") @Nullable
            String lastDetail,

            @Schema(description = "When it is tried next; absent when it was given up.") @Nullable
            Instant dueAt,

            @Schema(description = "When it is given up.") @Nullable
            Instant givesUpAt) {}

    static EndpointView of(
            WebhookEndpoint endpoint, @Nullable EndpointVerification verification, @Nullable String secret) {
        return new EndpointView(
                endpoint.id(),
                endpoint.url(),
                WebhookEventType.known(endpoint.eventTypes()),
                endpoint.state(),
                endpoint.isWithoutProof() ? verification : null,
                endpoint.disabledBecause(),
                endpoint.createdAt(),
                endpoint.previousSecretUntil(),
                endpoint.version(),
                secret);
    }
}
