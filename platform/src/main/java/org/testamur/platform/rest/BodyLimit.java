package org.testamur.platform.rest;

import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses a body that is too long with a problem document, where the server by itself would send an empty answer and
 * hang up while the caller is still sending. A body of undeclared length is left to the server.
 */
@ApplicationScoped
class BodyLimit {

    private static final int BEFORE_OTHERS = 200;
    /** So many times the limit are read and thrown away, so that the caller comes to read the answer. */
    private static final int PATIENCE = 16;

    private final long limit;

    BodyLimit(VertxHttpConfig config) {
        this.limit =
                config.limits().maxBodySize().map(size -> size.asLongValue()).orElse(Long.MAX_VALUE);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_OTHERS);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        long length = declaredLength(request);
        if (length <= limit) {
            context.next();
            return;
        }
        String problem = """
                {"type":"urn:testamur:problem:body-too-large","title":"Too large","status":413,\
                "detail":"A body has at most %d bytes here; this one has %d."}""".formatted(limit, length);
        if (length / PATIENCE > limit) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            answer(context, problem);
        } else {
            request.endHandler(end -> answer(context, problem));
            request.resume();
        }
    }

    private static void answer(RoutingContext context, String problem) {
        context.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem);
    }

    private static long declaredLength(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
