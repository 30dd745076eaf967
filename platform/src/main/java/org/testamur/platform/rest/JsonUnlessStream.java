package org.testamur.platform.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.testamur.platform.PlatformConfig;

/** Selects JSON for requests that name no format. A stream must be requested by its media type. */
@Singleton
class JsonUnlessStream {

    private static final int BEFORE_ROUTING = 100;

    private final String paths;
    private final String description;

    JsonUnlessStream(PlatformConfig config) {
        this.paths = "/" + config.service() + "/";
        this.description = paths + "openapi";
    }

    void register(@Observes Filters filters) {
        filters.register(this::choose, BEFORE_ROUTING);
    }

    private void choose(RoutingContext context) {
        String path = context.request().path();
        if (path != null && path.startsWith(paths) && !path.startsWith(description)) {
            String accept = context.request().getHeader(HttpHeaders.ACCEPT);
            if (accept == null || (accept.contains("*/*") && !accept.contains("text/event-stream"))) {
                context.request().headers().set(HttpHeaders.ACCEPT, "application/json, */*;q=0.1");
            }
        }
        context.next();
    }
}
