package org.testamur.platform.tracing;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * Begins a trace with each request that is sampled. A caller's {@code traceparent} is linked and neither continued nor
 * trusted: otherwise anybody could have every request of theirs traced, or several put into one trace.
 */
@Provider
@Priority(Priorities.AUTHENTICATION - 500)
class TraceRequests implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String SPAN = TraceRequests.class.getName();

    // Filters are made before the configuration of this run is read.
    private final Instance<Traces> traces;
    private final Map<AskedOperation, String> paths = new ConcurrentHashMap<>();

    TraceRequests(Instance<Traces> traces) {
        this.traces = traces;
    }

    private record AskedOperation(Class<?> type, Method method) {}

    /** The request's context ends with it, and its trace with that: nothing has to be put back. */
    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public void filter(ContainerRequestContext request) {
        Traces all = traces.get();
        if (!all.isOn()) {
            return;
        }
        String path = path();
        TraceSpan span =
                all.root(request.getMethod() + " " + path, SpanKind.SERVER, request.getHeaderString("traceparent"));
        span.attribute("http.request.method", request.getMethod());
        span.attribute("http.route", path);
        request.setProperty(SPAN, span);
        Scope scope = span.context().makeCurrent();
        assert scope != null;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(SPAN) instanceof TraceSpan span) {
            request.removeProperty(SPAN);
            span.attribute("http.response.status_code", response.getStatus());
            if (response.getStatus() >= 500) {
                span.failed(Integer.toString(response.getStatus()));
            }
            span.end();
        }
    }

    /** The operation's template, for what fills it may name somebody. */
    private String path() {
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        if (context == null
                || context.getTarget() == null
                || context.getTarget().getLazyMethod() == null) {
            return "/";
        }
        AskedOperation asked = new AskedOperation(
                context.getTarget().getResourceClass(),
                context.getTarget().getLazyMethod().getMethod());
        return paths.computeIfAbsent(
                asked,
                it -> ("/" + declared(it.type()) + "/" + declared(it.method()))
                        .replaceAll("/+", "/")
                        .replaceAll("(?<=.)/$", ""));
    }

    private static String declared(AnnotatedElement element) {
        Path path = element.getAnnotation(Path.class);
        return path == null ? "" : path.value();
    }
}
