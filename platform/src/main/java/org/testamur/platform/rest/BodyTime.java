package org.testamur.platform.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request whose body is not complete in time, for any version of HTTP and any declared length. A timeout between
 * two pieces would not detect a slow body.
 */
@Singleton
class BodyTime {

    /** Before anybody waits for the body, those who refuse the request included. */
    private static final int BEFORE_BODIES = 307;

    /** By HTTP/2 only the method tells, where no length is declared. */
    private static final Set<HttpMethod> BODILESS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.DELETE);

    private static final String LATE = BodyTime.class.getName();
    private static final String PROBLEM = """
            {"type":"urn:testamur:problem:body-too-late","title":"Too late","status":408,\
            "detail":"The body did not come to its end in time."}""";

    private final long patience;

    BodyTime(@ConfigProperty(name = "quarkus.http.read-timeout", defaultValue = "60s") Duration patience) {
        this.patience = patience.toMillis();
    }

    void register(@Observes Filters filters) {
        filters.register(this::measure, BEFORE_BODIES);
    }

    private void measure(RoutingContext context) {
        // A request that nobody reads is not at its end either, though it has no body.
        if (!context.request().isEnded() && mayHaveBody(context.request())) {
            long timer = context.vertx().setTimer(patience, late -> end(context));
            context.addEndHandler(end -> context.vertx().cancelTimer(timer));
        }
        context.next();
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        return request.version() == HttpVersion.HTTP_2
                ? !BODILESS.contains(request.method())
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static void end(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        if (request.isEnded() || response.ended()) {
            return;
        }
        context.put(LATE, true);
        if (response.headWritten()) {
            request.connection().close();
            return;
        }
        boolean shared = request.version() == HttpVersion.HTTP_2;
        if (!shared) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        response.setStatusCode(408)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(PROBLEM)
                .onComplete(sent -> {
                    if (shared) {
                        // Other requests on the connection go on (RFC 9113 §8.1).
                        response.reset(0);
                    } else {
                        request.connection().close();
                    }
                });
    }

    /** Has an operation end without a word where the rest of its body does not come. */
    @Provider
    static class Interrupted implements ReaderInterceptor {

        @Override
        public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
            try {
                return context.proceed();
            } catch (IOException | UncheckedIOException e) {
                ResteasyReactiveRequestContext request = CurrentRequestManager.get();
                RoutingContext routing = request == null ? null : request.unwrap(RoutingContext.class);
                if (routing != null
                        && (routing.get(LATE) != null || routing.response().closed())) {
                    throw new WebApplicationException("the body did not come", e, 408);
                }
                throw e;
            }
        }
    }
}
