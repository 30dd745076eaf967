package org.testamur.verification.grant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.reference.Organisation;
import org.testamur.verification.webhook.delivery.WebhookEventType;

/** Shows a grant to the institution. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An institution lets an employer hear of its credentials.")
record GrantView(
        UUID institutionId,
        UUID employerId,
        @Nullable String employerName,

        @Schema(
                description =
                        "micro-credentials: those that are named. all: every one of the institution, by a grant that"
                                + " was given before grants named any; it cannot be asked for.",
                enumeration = {"micro-credentials", "all"},
                examples = "micro-credentials")
        String scope,

        @Schema(description = "Absent when the scope is all.") @Nullable
        List<UUID> microCredentialIds,

        List<WebhookEventType> eventTypes,

        @Schema(description = "The last day, in the institution's time zone. Absent when the scope is all.") @Nullable
        LocalDate endsOn,

        @Schema(description = "From this instant on nothing is granted.")
        Instant endsAt,

        Instant grantedAt,
        long version) {

    static GrantView of(EmployerGrant grant, Optional<Organisation> employer) {
        return new GrantView(
                grant.institutionId(),
                grant.employerId(),
                employer.map(Organisation::name).orElse(null),
                grant.isOfAll() ? "all" : "micro-credentials",
                grant.isOfAll() ? null : grant.microCredentialIds(),
                WebhookEventType.known(grant.eventTypes()),
                grant.endsOn(),
                grant.endsAt(),
                grant.grantedAt(),
                grant.version());
    }
}
