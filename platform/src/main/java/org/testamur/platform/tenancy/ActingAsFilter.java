package org.testamur.platform.tenancy;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/** Settles, before an operation runs, on whose behalf it runs. */
@Provider
@Priority(Priorities.AUTHORIZATION + 100)
class ActingAsFilter implements ContainerRequestFilter {

    private final Caller caller;
    private final CurrentIdentityAssociation identities;
    private final TenantDirectory directory;
    private final ResourceInfo resource;
    private final StatedAccess stated;

    ActingAsFilter(
            Caller caller,
            CurrentIdentityAssociation identities,
            TenantDirectory directory,
            @jakarta.ws.rs.core.Context ResourceInfo resource,
            StatedAccess stated) {
        this.caller = caller;
        this.identities = identities;
        this.directory = directory;
        this.resource = resource;
        this.stated = stated;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        ActingAs acting = stated.of(resource).acting();
        SecurityIdentity identity = identities.getIdentity();
        JsonWebToken token = identity.getPrincipal() instanceof JsonWebToken jwt ? jwt : null;
        if (token != null && (token.getSubject() == null || token.getSubject().isBlank())) {
            // Log-ins, idempotency keys and audit columns would take all such callers for one.
            throw Refusal.unauthenticated("The bearer token names nobody: it has no subject.");
        }
        // The caller is known before any look-up, and look-ups themselves run as the service.
        caller.is(token, identity, Access.none());
        caller.is(token, identity, access(acting, token, identity, request));
    }

    private Access access(
            @Nullable ActingAs acting,
            @Nullable JsonWebToken token,
            SecurityIdentity identity,
            ContainerRequestContext request) {
        if (acting == null) {
            return Access.none();
        }
        return switch (acting.value()) {
            case NONE -> Access.none();
            case PUBLIC -> Access.open();
            case SYSTEM -> Access.everywhere();
            case STAFF ->
                acting.orOperator() && identity.getRoles().contains("operator")
                        ? Access.everywhere()
                        : staff(signedIn(token, identity), request.getHeaderString(Caller.INSTITUTION_HEADER));
            case PARTNER -> partner(signedIn(token, identity), request.getHeaderString(Caller.EMPLOYER_HEADER));
            case SELF -> self(signedIn(token), acting.known());
        };
    }

    private Access staff(Memberships memberships, @Nullable String chosen) {
        String slug = memberships.institution(chosen);
        if (slug == null) {
            throw memberships.noInstitution(chosen);
        }
        return Access.staff(
                lookUp(() -> directory.tenant(slug))
                        .orElseThrow(
                                () -> Refusal.notFound("institution", "No institution has the slug " + slug + ".")),
                memberships.only(slug, stated.of(resource).roles()));
    }

    private Access partner(Memberships memberships, @Nullable String chosen) {
        String slug = memberships.employer(chosen);
        if (slug == null) {
            throw Refusal.forbidden(
                    "no-employer",
                    "The token names no employer, or several: choose one with the header " + Caller.EMPLOYER_HEADER
                            + ".");
        }
        return Access.partner(lookUp(() -> directory.partner(slug))
                .orElseThrow(() -> Refusal.notFound("employer", "No employer has the slug " + slug + ".")));
    }

    private Access self(JsonWebToken token, boolean known) {
        UUID person = lookUp(() -> directory.person(token.getIssuer(), token.getSubject()))
                .orElse(null);
        if (person == null && known) {
            throw Refusal.forbidden("not-registered", "This log-in is not registered as a learner.");
        }
        return new Access(Actor.SELF, null, person, null, null);
    }

    private static <T> T lookUp(java.util.concurrent.Callable<T> query) {
        return Access.everywhere().call(query);
    }

    private static Memberships signedIn(@Nullable JsonWebToken token, SecurityIdentity identity) {
        signedIn(token);
        return MembershipRoles.memberships(identity);
    }

    private static JsonWebToken signedIn(@Nullable JsonWebToken token) {
        if (token == null) {
            throw Refusal.unauthenticated("This operation needs a bearer token.");
        }
        return token;
    }
}
