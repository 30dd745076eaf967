package org.testamur.platform.audit;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.problem.Problem;
import org.testamur.platform.rest.ClientAddress;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/**
 * Notes every write that a person or a client asks for, refused ones too, once its outcome is known. It asks nothing of the
 * database and holds up no answer: {@link AuditLog} writes what was noted.
 */
@Provider
@Priority(Priorities.USER + 1000) // Before problem documents become pages.
class NoteRequests implements ContainerResponseFilter {

    private static final String NOTED = NoteRequests.class.getName();
    private static final int UNAUTHENTICATED = 401;

    // Filters are made before the configuration of this run is read.
    private final Instance<AuditLog> log;
    private final Instance<ClientAddress> addresses;
    private final Instance<CurrentVertxRequest> current;
    private final CurrentIdentityAssociation identities;
    private final Caller caller;
    private final Instance<Clock> clock;
    private final Map<AskedMethod, NotedOperation> operations = new ConcurrentHashMap<>();

    NoteRequests(
            Instance<AuditLog> log,
            Instance<ClientAddress> addresses,
            Instance<CurrentVertxRequest> current,
            CurrentIdentityAssociation identities,
            Caller caller,
            Instance<Clock> clock) {
        this.log = log;
        this.addresses = addresses;
        this.current = current;
        this.identities = identities;
        this.caller = caller;
        this.clock = clock;
    }

    /** A method may be inherited by resources of different paths. */
    private record AskedMethod(Class<?> type, Method method) {}

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        NotedOperation operation = operation();
        if (operation == null
                || !NotedRequestPolicy.isNoted(operation.method(), operation.said(), response.getStatus())
                || request.getProperty(NOTED) != null) {
            return;
        }
        request.setProperty(NOTED, true);
        try {
            log.get().note(entry(operation, request, response));
        } catch (RuntimeException e) {
            log.get().unnoted(e);
        }
    }

    private AuditEntry entry(
            NotedOperation operation, ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        SecurityIdentity identity = status == UNAUTHENTICATED ? null : identities.getIdentity();
        JsonWebToken token = identity != null && identity.getPrincipal() instanceof JsonWebToken jwt ? jwt : null;
        Access access = token == null ? Access.none() : caller.access();
        String tenant = access.actor() == Actor.STAFF ? access.tenant() : null;
        Map<String, String> parameters = new LinkedHashMap<>();
        request.getUriInfo().getPathParameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
        return new AuditEntry(
                Uuid7.next(),
                clock.get().instant(),
                tenant,
                identity == null || token == null || access.actor() != Actor.NONE
                        ? null
                        : Caller.chosenInstitution(identity, request.getHeaderString(Caller.INSTITUTION_HEADER))
                                .orElse(null),
                ActorPolicy.actor(bearer(identity, token), access.actor(), access.person()),
                operation,
                NotedRequestPolicy.ids(parameters, status),
                status,
                response.getEntity() instanceof Problem problem ? NotedRequestPolicy.reason(problem.type()) : null,
                response.getHeaders().containsKey("Idempotency-Replayed"),
                network());
    }

    private static ActorPolicy.@Nullable TokenClaims bearer(
            @Nullable SecurityIdentity identity, @Nullable JsonWebToken token) {
        return identity == null || token == null || token.getSubject() == null
                ? null
                : new ActorPolicy.TokenClaims(
                        token.getIssuer(),
                        token.getSubject(),
                        claim(token, "client_id"),
                        claim(token, "preferred_username"),
                        identity.hasRole("operator"));
    }

    private static @Nullable String claim(JsonWebToken token, String name) {
        return token.claim(name).map(Object::toString).orElse(null);
    }

    private @Nullable String network() {
        RoutingContext routing = current.get().getCurrent();
        return routing == null ? null : ClientNetwork.of(addresses.get().of(routing.request()));
    }

    /** The operation that was asked; none where nothing has this path and method. */
    private @Nullable NotedOperation operation() {
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        // Where several methods answer a path in different forms, a request for none of the forms has no method.
        if (context == null
                || context.getTarget() == null
                || context.getTarget().getLazyMethod() == null) {
            return null;
        }
        Class<?> resource = context.getTarget().getResourceClass();
        Method method = context.getTarget().getLazyMethod().getMethod();
        return operations.computeIfAbsent(
                new AskedMethod(resource, method), asked -> NotedOperation.of(asked.type(), asked.method()));
    }
}
