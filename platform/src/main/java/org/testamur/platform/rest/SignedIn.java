package org.testamur.platform.rest;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Who sends a request, as far as it matters before any operation is asked. */
final class SignedIn {

    private SignedIn() {}

    /** Does so for a caller who is signed in; anybody else's request goes on, and is refused by its operation. */
    static void only(RoutingContext context, Consumer<RoutingContext> work) {
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

    private static void only(SecurityIdentity identity, RoutingContext context, Consumer<RoutingContext> work) {
        if (identity.isAnonymous()) {
            context.next();
        } else {
            work.accept(context);
        }
    }
}
