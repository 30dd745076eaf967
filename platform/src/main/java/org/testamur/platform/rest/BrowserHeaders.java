package org.testamur.platform.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Tells browsers with every answer, errors included, not to guess its type and not to name its address elsewhere. */
@Singleton
class BrowserHeaders {

    private static final int BEFORE_ALL = 320;
    private static final String REFERRER_POLICY = "Referrer-Policy";

    void register(@Observes Filters filters) {
        filters.register(BrowserHeaders::add, BEFORE_ALL);
    }

    private static void add(RoutingContext context) {
        context.addHeadersEndHandler(end -> {
            MultiMap headers = context.response().headers();
            headers.set("X-Content-Type-Options", "nosniff");
            if (!headers.contains(REFERRER_POLICY)) {
                headers.set(REFERRER_POLICY, "no-referrer");
            }
        });
        context.next();
    }
}
