package org.testamur.platform.rest;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.testamur.platform.PlatformConfig;

/**
 * Tells browsers which origins may read an answer (Fetch, §3.3). An operation that is open to anybody answers any
 * origin; the others answer the configured ones. An origin that is not listed gets the same answer as a program
 * without an origin, and its browser keeps it from the page. No answer allows cookies: who calls is said by a token.
 */
@Singleton
class CrossOrigin {

    /** Before anything else answers, so that its refusals can be read as well. */
    private static final int FIRST = 310;

    private static final String ANY = "*";
    private static final String EXPOSED = "ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy,"
            + " Retry-After, Testamur-Fact, WWW-Authenticate, Content-Disposition, Content-Language, Date";
    /** A star stands for all headers but this one (Fetch, §4.9). */
    private static final String ALLOWED_HEADERS = "*, Authorization";

    private static final String ONE_DAY = "86400";

    private final OperationTable operations;
    private final Set<String> origins;

    CrossOrigin(OperationTable operations, PlatformConfig platform, CrossOriginConfig config) {
        this.operations = operations;
        this.origins = config.origins().orElse(Set.of());
        origins.forEach(CrossOrigin::requireOrigin);
        operations.put(
                "GET",
                "/" + platform.service() + "/openapi",
                new OperationTable.Operation(new OperationTable.Anybody(), false));
    }

    /** Anything else equals no {@code Origin} header, and would allow nobody without a word. */
    static void requireOrigin(String origin) {
        if (!origin.matches("https?://(?:[a-z0-9.-]+|\\[[0-9a-f:]+])(?::\\d{1,5})?")) {
            throw new ConfigurationException("testamur.cross-origin.origins holds " + origin
                    + ", which is no origin: write scheme, host in lower case and perhaps port, such as"
                    + " https://campus.example.edu.");
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::answer, FIRST);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        boolean preflight = origin != null && asked != null && request.method() == HttpMethod.OPTIONS;
        Optional<OperationTable.PathEntry> place = operations.at(request.path());
        boolean open = place.isPresent()
                && isOpen(place.get(), preflight ? asked : request.method().name());
        MultiMap headers = context.response().headers();
        if (open) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        } else {
            headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            if (origin != null && origins.contains(origin)) {
                headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            }
        }
        boolean allowed = headers.contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        if (allowed) {
            headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
        if (!preflight) {
            context.next();
            return;
        }
        if (allowed) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods(place, open));
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS);
            headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, ONE_DAY);
        }
        context.response().setStatusCode(204).end();
    }

    /** A method that the path does not serve is refused to anybody who may call one that it serves. */
    private static boolean isOpen(OperationTable.PathEntry place, String method) {
        return place.operation(method)
                .map(operation -> operation.callers() instanceof OperationTable.Anybody)
                .orElseGet(() -> !place.open().isEmpty());
    }

    private static String methods(Optional<OperationTable.PathEntry> place, boolean open) {
        Set<String> methods = new TreeSet<>(
                place.map(known -> open ? known.open() : known.operations().keySet())
                        .orElse(Set.of()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }
}
