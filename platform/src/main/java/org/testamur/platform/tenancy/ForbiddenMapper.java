package org.testamur.platform.tenancy;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Problem;
import org.testamur.platform.problem.Refusal;

/** Answers a log-in that an operation is not open to: a role is missing, or only the choice of an institution. */
class ForbiddenMapper {

    private final CurrentIdentityAssociation identities;
    private final ResourceInfo resource;
    private final StatedAccess stated;

    ForbiddenMapper(CurrentIdentityAssociation identities, @Context ResourceInfo resource, StatedAccess stated) {
        this.identities = identities;
        this.resource = resource;
        this.stated = stated;
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden(HttpHeaders headers) {
        return Problem.of(refusal(headers.getHeaderString(Caller.INSTITUTION_HEADER)))
                .response()
                .build();
    }

    private Refusal refusal(@Nullable String chosen) {
        var identity = identities.getIdentity();
        if (identity.getPrincipal() instanceof JsonWebToken) {
            Memberships memberships = MembershipRoles.memberships(identity);
            if (memberships.institution(chosen) == null
                    && !Collections.disjoint(
                            memberships.rolesAnywhere(), stated.of(resource).roles())) {
                return memberships.noInstitution(chosen);
            }
        }
        return Refusal.forbidden(
                "role-missing",
                "The token does not grant a role that this operation asks for"
                        + (chosen == null ? "." : ", at the institution chosen by " + Caller.INSTITUTION_HEADER + "."));
    }
}
