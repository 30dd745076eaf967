package org.testamur.platform.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Waits for the whole body of a caller who is signed in before a thread is given to the request: to be woken for each
 * piece costs more than most operations. A body of undeclared length, one of a form, one by HTTP/2, whose requests cannot
 * be held once they are read, and one of anybody else are read by the operation, piece by piece.
 */
@Singleton
class WholeBodies {

    private static final int AFTER_AUTHORIZATION = 50;

    private final BodyLimit limits;
    private final OperationTable operations;

    WholeBodies(BodyLimit limits, OperationTable operations) {
        this.limits = limits;
        this.operations = operations;
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, AFTER_AUTHORIZATION);
    }

    private void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        long length = BodyLimit.declaredLength(request);
        if (length == 0
                || length > limits.limit(String.valueOf(request.path()))
                || request.version() == HttpVersion.HTTP_2
                || isForm(request)
                || request.isEnded()) {
            context.next();
        } else {
            SignedIn.only(context, operations, login -> await(context));
        }
    }

    private static void await(RoutingContext context) {
        context.request().body().onComplete(body -> {
            if (context.response().ended() || context.response().closed()) {
                return;
            }
            if (body.succeeded()) {
                ((RoutingContextInternal) context).setBody(body.result());
                context.next();
            } else {
                context.fail(400, body.cause());
            }
        });
        context.request().resume();
    }

    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null
                && (type.regionMatches(true, 0, "multipart/", 0, 10)
                        || type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33));
    }
}
