package org.testamur.verification.grant;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.webhook.delivery.Announcements;
import org.testamur.verification.webhook.delivery.WebhookEventType;

/** Requests a grant: the achievements, the events and the last day. */
@Schema(description = "What the employer may hear of, and until when.")
record GrantRequest(
        @NotEmpty
        @Size(max = 200)
        @Schema(
                description = "Ids of micro-credentials of the institution. An id that is not the institution's opens"
                        + " nothing.",
                examples = "[\"0197b2ef-0000-7000-8000-000000000001\"]")
        List<@NotNull UUID> microCredentialIds,

        @NotNull
        @Schema(
                description = "The last day of the grant, a civil date in the institution's time zone; three years from"
                        + " today at the latest.",
                examples = "2027-06-30")
        LocalDate endsOn,

        @Size(min = 1, max = Announcements.TYPES) @Schema(description = "Both when absent.") @Nullable
        List<@NotNull WebhookEventType> eventTypes) {}
