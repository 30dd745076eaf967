package org.testamur.verification.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows an employer a delivery with every attempt. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A delivery with every attempt.")
record DeliveryView(
        UUID id,

        @Schema(description = "The header webhook-id: the same on every attempt.")
        String webhookId,

        UUID endpointId,

        @Schema(
                description = "Types of a later release may come: leave them as they are.",
                enumeration = {Announcements.ISSUED, Announcements.STATUS_CHANGED})
        String eventType,

        UUID credentialId,

        @Schema(
                enumeration = {"pending", "delivered", "failed", "cancelled"},
                examples = "pending")
        String state,

        Instant createdAt,

        @Schema(description = "When it is tried next; only while pending.") @Nullable
        Instant dueAt,

        @Nullable Instant endedAt,
        List<AttemptView> attempts) {

    /** One attempt. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AttemptView(
            int number,
            Instant attemptedAt,

            @Schema(enumeration = {"delivered", "failed"}) String outcome,

            @Nullable Integer httpStatus,
            String detail,
            long durationMillis) {}
}
