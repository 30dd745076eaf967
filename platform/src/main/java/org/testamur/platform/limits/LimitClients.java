package org.testamur.platform.limits;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Caller;

/** Counts the requests of who is signed in, once the token is verified. */
@Provider
@Priority(Priorities.AUTHORIZATION + 10)
class LimitClients implements ContainerRequestFilter {

    // Filters are made before the configuration of this run is read.
    private final Instance<LimitRequests> limits;
    private final Instance<CurrentVertxRequest> current;
    private final CurrentIdentityAssociation identities;

    LimitClients(
            Instance<LimitRequests> limits,
            Instance<CurrentVertxRequest> current,
            CurrentIdentityAssociation identities) {
        this.limits = limits;
        this.current = current;
        this.identities = identities;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        SecurityIdentity identity = identities.getIdentity();
        if (!identity.isAnonymous() && !limits.get().admits(current.get().getCurrent(), Caller.login(identity))) {
            throw Refusal.of(
                    Refusal.Kind.TOO_MANY,
                    "too-many-requests",
                    "This log-in made more requests in a minute than are allowed. Go on after the seconds in Retry-After.");
        }
    }
}
