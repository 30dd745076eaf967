package org.testamur.platform.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.problem.Refusal;

/**
 * Refuses a body that is too long with a problem document, where the server by itself would send an empty answer and
 * hang up while the caller is still sending. A body of undeclared length is counted while it is read.
 */
@ApplicationScoped
class BodyLimit {

    private static final int BEFORE_OTHERS = 200;
    /** So many times the limit are read and thrown away, so that the caller comes to read the answer. */
    private static final int PATIENCE = 16;

    private final PlatformConfig config;

    BodyLimit(PlatformConfig config) {
        this.config = config;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_OTHERS);
    }

    long limit(String path) {
        var larger = larger(path);
        return (larger == null ? config.maxBodySize() : larger).asLongValue();
    }

    /** Whether longer bodies than elsewhere are allowed there. */
    boolean isLarger(String path) {
        return larger(path) != null;
    }

    private @Nullable MemorySize larger(String path) {
        String whole = path.startsWith("/") ? path : "/" + path;
        Map<String, MemorySize> larger = config.largerBodies();
        MemorySize exact = larger.get(whole);
        return exact != null
                ? exact
                : larger.entrySet().stream()
                        .filter(entry -> isAt(entry.getKey(), whole))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    /** Whether a path is one of a template's, in which a segment in braces stands for any. */
    static boolean isAt(String template, String path) {
        if (template.indexOf('{') < 0) {
            return template.equals(path);
        }
        String[] expected = template.split("/", -1);
        String[] segments = path.split("/", -1);
        if (expected.length != segments.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!expected[i].startsWith("{") && !expected[i].equals(segments[i])) {
                return false;
            }
        }
        return true;
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        long length = declaredLength(request);
        long limit = limit(String.valueOf(request.path()));
        if (length <= limit) {
            context.next();
            return;
        }
        String problem = """
                {"type":"urn:testamur:problem:body-too-large","title":"Content too large","status":413,\
                "detail":"A body has at most %d bytes here; this one has %d."}""".formatted(limit, length);
        if (length / PATIENCE > limit) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            EarlyAnswer.problem(context, 413, problem);
        } else {
            request.endHandler(end -> EarlyAnswer.problem(context, 413, problem));
            request.resume();
        }
    }

    static long declaredLength(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Counts what an operation reads of a body whose length was not declared, and so not checked. */
    @Provider
    static class Counting implements ReaderInterceptor {

        private final BodyLimit limits;
        private final UriInfo uri;

        Counting(BodyLimit limits, @Context UriInfo uri) {
            this.limits = limits;
            this.uri = uri;
        }

        @Override
        public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
            ResteasyReactiveRequestContext request = CurrentRequestManager.get();
            if (request == null
                    || declaredLength(request.unwrap(RoutingContext.class).request()) == 0) {
                context.setInputStream(new Counted(context.getInputStream(), limits.limit(uri.getPath())));
            }
            return context.proceed();
        }
    }

    /** Refuses to be read beyond its limit. */
    private static final class Counted extends FilterInputStream {

        private final long limit;
        private long count;

        Counted(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            counted(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            counted(Math.max(0, read));
            return read;
        }

        private void counted(int more) {
            count += more;
            if (count > limit) {
                throw Refusal.of(
                        Refusal.Kind.TOO_LARGE, "body-too-large", "A body has at most " + limit + " bytes here.");
            }
        }
    }
}
