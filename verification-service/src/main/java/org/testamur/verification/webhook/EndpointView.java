package org.testamur.verification.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint as its employer sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An endpoint as its employer sees it.")
record EndpointView(
        UUID id,
        String url,
        List<String> eventTypes,

        @Schema(description = "active or disabled.", examples = "active")
        String state,

        @Nullable String disabledBecause,
        Instant createdAt,

        @Schema(description = "Until when deliveries are signed with the secret before the last rotation too.")
        @Nullable
        Instant previousSecretUntil,

        long version,

        @Schema(description = "Only in the answer that made it: keep it, it is not shown again.") @Nullable
        String secret) {

    static EndpointView of(WebhookEndpoint endpoint, @Nullable String secret) {
        return new EndpointView(
                endpoint.id(),
                endpoint.url(),
                endpoint.eventTypes(),
                endpoint.state(),
                endpoint.disabledBecause(),
                endpoint.createdAt(),
                endpoint.previousSecretUntil(),
                endpoint.version(),
                secret);
    }
}
