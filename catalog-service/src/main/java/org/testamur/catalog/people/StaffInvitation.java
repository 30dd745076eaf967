package org.testamur.catalog.people;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.StaffRole;

/** Holds a request to invite somebody to work for an institution. */
record StaffInvitation(
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
        LocalDate endsOn,

        @Size(max = 320)
        @Pattern(regexp = "[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,255}", message = "must be an e-mail address")
        @Schema(
                description = "Only a log-in that has verified this address may use the code. Absent: any log-in.",
                examples = "asha.rao@northfield.example.edu")
        @Nullable
        String email,

        @Min(1)
        @Max(30)
        @Schema(
                description =
                        "How many days the code can be used, and not after the last day of who invites. Absent: 14.",
                examples = "14",
                defaultValue = "14")
        @Nullable
        Integer validDays) {

    private static final int DAYS = 14;

    Entrusted entrusted() {
        return new Entrusted(Set.copyOf(roles), microCredentials, endsOn);
    }

    Duration lifetime() {
        return Duration.ofDays(Objects.requireNonNullElse(validDays, DAYS));
    }
}
