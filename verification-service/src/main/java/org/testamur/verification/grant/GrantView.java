package org.testamur.verification.grant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.organisation.Organisation;

/** A grant as the institution sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An institution lets an employer hear of its credentials.")
record GrantView(
        UUID institutionId,
        UUID employerId,
        @Nullable String employerName,
        List<String> eventTypes,
        Instant grantedAt,
        long version) {

    static GrantView of(EmployerGrant grant, Optional<Organisation> employer) {
        return new GrantView(
                grant.institutionId(),
                grant.employerId(),
                employer.map(Organisation::name).orElse(null),
                grant.eventTypes(),
                grant.grantedAt(),
                grant.version());
    }
}
