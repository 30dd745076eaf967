package org.testamur.catalog.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.StaffRole;

/** Shows a membership to the institution's administrators and to the member. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MemberView(
        UUID id,
        UUID institutionId,

        @Schema(description = "The institution's slug, for the header Testamur-Institution.", examples = "northfield")
        String institution,

        @Schema(description = "As the log-in's provider said it when the invitation was accepted.") @Nullable
        String name,

        @Schema(description = "The verified address of the log-in, as it was then.") @Nullable
        String email,

        @Schema(description = "SHA-256 of the log-in: issuer, # and subject.")
        String login,

        @Schema(examples = "[\"assessor\"]") List<StaffRole> roles,

        @Schema(description = "What the role assessor is limited to. Absent: not limited.") @Nullable
        List<UUID> microCredentials,

        @Schema(description = "The last day in the institution's time zone. Absent: no end.", examples = "2027-01-31")
        @Nullable
        LocalDate endsOn,

        @Schema(description = "The first instant after the last day.", examples = "2027-01-31T22:00:00.000Z") @Nullable
        Instant endsAt,

        Instant since,
        long version) {

    static MemberView of(Membership membership, String institution, ZoneId zone) {
        Entrusted entrusted = membership.entrusted();
        return new MemberView(
                membership.id(),
                membership.institution(),
                institution,
                membership.name().orElse(null),
                membership.email().orElse(null),
                membership.login(),
                entrusted.rolesInOrder(),
                entrusted.microCredentials(),
                entrusted.endsOn(),
                entrusted.endsAt(zone),
                membership.since(),
                membership.version());
    }
}
