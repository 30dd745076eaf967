package org.testamur.catalog.people;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.StaffRole;

/** Shows one thing that was done with an institution's people. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PeopleChangeView(
        UUID id,

        @Schema(
                enumeration = {"invited", "withdrawn", "joined", "changed", "removed"},
                examples = "invited")
        String kind,

        Instant at,

        @Schema(description = "SHA-256 of the log-in of who did it: issuer, # and subject.")
        String by,

        @Nullable UUID membershipId,
        @Nullable UUID invitationId,

        @Schema(description = "The roles that were given; of a removal, those that ended.")
        List<StaffRole> roles,

        @Nullable List<UUID> microCredentials,
        @Nullable LocalDate endsOn) {}
