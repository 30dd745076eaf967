package org.testamur.platform.rest;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the server refuses before it is routed, such as a request without a host, with a problem document.
 * Without it the server logs a stack trace for each and names its exceptions in the answer. A failure after the answer
 * was sent is ignored.
 */
@Singleton
class ServerRefusals {

    private static final int BEFORE_OTHERS = -10_000;

    private static final String PROBLEM = """
            {"type":"urn:testamur:problem:http-%1$d","title":"Refused","status":%1$d,\
            "detail":"The request line or the headers cannot be read: a request names the one host that it is for."}""";

    void register(@Observes Router router) {
        router.route().order(BEFORE_OTHERS).failureHandler(ServerRefusals::answer);
    }

    private static void answer(RoutingContext context) {
        if (context.response().ended()) {
            return;
        }
        int status = context.statusCode();
        if (status < 400 || status >= 500 || !isOfTheServer(context.failure())) {
            context.next();
            return;
        }
        context.response().putHeader("X-Content-Type-Options", "nosniff").putHeader("Referrer-Policy", "no-referrer");
        EarlyAnswer.problem(context, status, PROBLEM.formatted(status));
    }

    private static boolean isOfTheServer(@Nullable Throwable failure) {
        return failure == null || failure.getClass().getName().startsWith("io.vertx.");
    }
}
