package org.testamur.platform.rest;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.GenericFutureListener;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Set;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/**
 * Has a caller come again while there is no memory for the large body that is sent, or too much of it is the caller's.
 * Places are for those who may call the operation, and for operations that read a body; anybody else could hold them
 * with bodies that never come. One of undeclared length counts as the longest where longer ones are allowed.
 */
@Singleton
class AdmitLargeBodies {

    /** Before the body is awaited, and after authorization. */
    private static final int BEFORE_WHOLE_BODIES = 60;

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private static final String PROBLEM = """
            {"type":"urn:testamur:problem:too-many-large-bodies","title":"Unavailable","status":503,\
            "detail":"As many large bodies are worked on as there is memory for: try again soon."}""";
    private static final String SHARE_TAKEN = """
            {"type":"urn:testamur:problem:too-many-large-bodies-of-one","title":"Too many requests","status":429,\
            "detail":"As many large bodies of this log-in are worked on as one may send at a time: try again soon."}""";
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final String PLACE = AdmitLargeBodies.class.getName();

    private final LargeBodies bodies;
    private final BodyLimit limits;
    private final LargeBodiesConfig config;
    private final OperationTable operations;

    AdmitLargeBodies(LargeBodies bodies, BodyLimit limits, LargeBodiesConfig config, OperationTable operations) {
        this.operations = operations;
        this.bodies = bodies;
        this.limits = limits;
        this.config = config;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_WHOLE_BODIES);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        long length = length(request);
        if (length <= config.above().asLongValue() || request.isEnded()) {
            context.next();
        } else {
            SignedIn.only(context, operations, login -> admit(context, length, login));
        }
    }

    private long length(HttpServerRequest request) {
        if (request.getHeader(HttpHeaders.CONTENT_LENGTH) != null) {
            return BodyLimit.declaredLength(request);
        }
        String path = String.valueOf(request.path());
        return WITH_BODY.contains(request.method()) && limits.isLarger(path) ? limits.limit(path) : 0;
    }

    private void admit(RoutingContext context, long length, String login) {
        switch (bodies.admit(length, login)) {
            case LargeBodies.AdmittedBody place -> hold(context, place);
            case LargeBodies.Refused.NO_MEMORY -> comeAgain(context, 503, PROBLEM);
            case LargeBodies.Refused.SHARE_TAKEN -> comeAgain(context, 429, SHARE_TAKEN);
        }
    }

    private static void comeAgain(RoutingContext context, int status, String problem) {
        HttpServerRequest request = context.request();
        context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        if (request.getHeader(HttpHeaders.EXPECT) != null) {
            // Nothing is sent before somebody says so.
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            EarlyAnswer.problem(context, status, problem);
        } else {
            // Thrown away as it comes, so that the caller comes to read the answer.
            request.endHandler(end -> EarlyAnswer.problem(context, status, problem));
            request.resume();
        }
    }

    private void hold(RoutingContext context, LargeBodies.AdmittedBody place) {
        context.put(PLACE, place);
        // A response that waits behind another when its connection ends is told nothing.
        Channel connection = ((ConnectionBase) context.request().connection()).channel();
        GenericFutureListener<ChannelFuture> hangingUp = closed -> place.over();
        connection.closeFuture().addListener(hangingUp);
        context.addEndHandler(end -> {
            connection.closeFuture().removeListener(hangingUp);
            place.over();
        });
        if (context.response().closed()) {
            // The caller hung up before it was known who that is: nobody says so again.
            place.over();
            return;
        }
        context.next();
    }

    /** Has a body keep its place until the operation that reads it has returned, though the caller hung up. */
    @Provider
    static class AdmissionInterceptor implements ReaderInterceptor {

        @Override
        public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
            ResteasyReactiveRequestContext request = CurrentRequestManager.get();
            RoutingContext routing = request == null ? null : request.unwrap(RoutingContext.class);
            LargeBodies.AdmittedBody place = routing == null ? null : routing.get(PLACE);
            if (place != null) {
                if (!place.began()) {
                    throw Refusal.of(
                            Refusal.Kind.UNAVAILABLE, "too-many-large-bodies", "The caller hung up before its turn.");
                }
                request.registerCompletionCallback(failure -> place.returned());
            }
            return context.proceed();
        }
    }
}
