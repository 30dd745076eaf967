package org.testamur.catalog.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.StaffRole;

/** Shows an open invitation to the institution's administrators. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InvitationView(
        UUID id,

        @Schema(
                description = "Hand it over to the person; it is shown this once.",
                examples = "vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s")
        @Nullable
        String code,

        @Schema(examples = "[\"assessor\"]") List<StaffRole> roles,

        @Nullable List<UUID> microCredentials,

        @Schema(description = "The last day of the membership.", examples = "2027-01-31") @Nullable
        LocalDate endsOn,

        @Nullable String email,

        @Schema(description = "SHA-256 of the log-in of who invited: issuer, # and subject.")
        String invitedBy,

        Instant invitedAt,
        Instant expiresAt) {

    static InvitationView of(Invitation invitation, @Nullable StaffCode code) {
        Entrusted entrusted = invitation.entrusted();
        return new InvitationView(
                invitation.id(),
                code == null ? null : code.text(),
                entrusted.rolesInOrder(),
                entrusted.microCredentials(),
                entrusted.endsOn(),
                invitation.email().orElse(null),
                invitation.invitedBy(),
                invitation.invitedAt(),
                invitation.expiresAt());
    }
}
