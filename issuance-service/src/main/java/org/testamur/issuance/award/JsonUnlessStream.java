package org.testamur.issuance.award;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Whoever asks for an award without naming a format gets JSON: a stream is for those who name it. */
@Singleton
class JsonUnlessStream {

    private static final int BEFORE_ROUTING = 100;

    void register(@Observes Filters filters) {
        filters.register(JsonUnlessStream::choose, BEFORE_ROUTING);
    }

    private static void choose(RoutingContext context) {
        if (context.request().path().startsWith("/issuance/")) {
            String accept = context.request().getHeader(HttpHeaders.ACCEPT);
            if (accept == null || (accept.contains("*/*") && !accept.contains("text/event-stream"))) {
                context.request().headers().set(HttpHeaders.ACCEPT, "application/json, */*;q=0.1");
            }
        }
        context.next();
    }
}
