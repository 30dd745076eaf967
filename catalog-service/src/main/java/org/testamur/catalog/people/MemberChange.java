package org.testamur.catalog.people;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.StaffRole;

/** Holds a request to change what is entrusted to a member. */
record MemberChange(
        @NotEmpty @Size(max = 9) @Schema(examples = "[\"assessor\"]")
        List<@NotNull StaffRole> roles,

        @Size(max = PeoplePolicy.MOST_MICRO_CREDENTIALS)
        @Schema(
                description = "The institution's micro-credentials that the role assessor is limited to; the others are"
                        + " not found. Absent: all of them.",
                examples = "[\"01990a70-12aa-7b3c-8d4e-5f6071829304\"]")
        @Nullable
        List<@NotNull UUID> microCredentials,

        @Schema(description = "The last day in the institution's time zone. Absent: no end.", examples = "2027-01-31")
        @Nullable
        LocalDate endsOn) {

    Entrusted entrusted() {
        return new Entrusted(Set.copyOf(roles), microCredentials, endsOn);
    }
}
