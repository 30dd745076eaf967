package org.testamur.platform.rest;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;
import org.testamur.platform.tenancy.Caller;

/** Reads the sender of a request before it is routed. */
final class SignedIn {

    private SignedIn() {}

    /**
     * Does so for a caller who is signed in and may call the operation, which reads a body; anybody else's request goes
     * on, and is refused by its operation.
     *
     * @param work takes the caller's log-in
     */
    static void only(RoutingContext context, OperationTable operations, Consumer<String> work) {
        Optional<OperationTable.Operation> operation = operations
                .at(context.request().path())
                .flatMap(place -> place.operation(context.request().method().name()))
                .filter(OperationTable.Operation::takesBody);
        if (operation.isEmpty()) {
            context.next();
            return;
        }
        OperationTable.Callers callers = operation.get().callers();
        only(context, identity -> {
            if (callers.admits(identity.getRoles())) {
                work.accept(Caller.login(identity));
            } else {
                context.next();
            }
        });
    }

    private static void only(RoutingContext context, Consumer<SecurityIdentity> work) {
        if (context.request().getHeader(HttpHeaders.AUTHORIZATION) == null) {
            context.next();
            return;
        }
        if (context.user() instanceof QuarkusHttpUser known) {
            only(known.getSecurityIdentity(), context, work);
            return;
        }
        QuarkusHttpUser.getSecurityIdentity(context, null)
                .subscribe()
                .with(identity -> only(identity, context, work), refused -> context.next());
    }

    private static void only(SecurityIdentity identity, RoutingContext context, Consumer<SecurityIdentity> work) {
        if (identity.isAnonymous()) {
            context.next();
        } else {
            work.accept(identity);
        }
    }
}
