package org.testamur.verification.webhook.endpoint;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.testamur.verification.webhook.delivery.Announcements;
import org.testamur.verification.webhook.delivery.WebhookEventType;

/** Requests an endpoint for an employer. */
@Schema(description = "Where to tell of what.")
record EndpointRequest(
        @NotBlank
        @Schema(description = "An https URL on the public internet.", examples = "https://hr.harbour.example/testamur")
        String url,

        @NotEmpty @Size(max = Announcements.TYPES) @Schema(description = "What to tell of.")
        List<@NotNull WebhookEventType> eventTypes) {}
