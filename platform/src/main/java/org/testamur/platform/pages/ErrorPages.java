package org.testamur.platform.pages;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Problem;

/** Answers browsers with a page where programs get a problem document, with the same status and the same facts. */
@ApplicationScoped
public class ErrorPages {

    /** Before anything answers, and before {@code Accept} is changed. */
    private static final int FIRST = 330;

    private static final String KEY = ErrorPages.class.getName();
    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";
    private static final Logger LOG = Logger.getLogger(ErrorPages.class);

    private final Pages pages;
    private final CurrentVertxRequest current;

    ErrorPages(Pages pages, CurrentVertxRequest current) {
        this.pages = pages;
        this.current = current;
    }

    /** A problem as a page. */
    record Page(Layout layout, String tone, String why, Problem problem, List<Fault> faults)
            implements TemplateInstance {}

    /** What a browser said when its request came in. */
    private record Asked(ErrorPages pages, Visit visit) {}

    void register(@Observes Filters filters) {
        filters.register(this::remember, FIRST);
    }

    private void remember(RoutingContext context) {
        if (HtmlPolicy.prefersHtml(context.request().getHeader(HttpHeaders.ACCEPT))) {
            context.put(KEY, new Asked(this, visit(context)));
        }
        context.next();
    }

    private static Visit visit(RoutingContext context) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        try {
            return Visit.read(context.request().getParam("lang"), accepted);
        } catch (IllegalArgumentException e) {
            // A query that cannot be decoded; others refuse it.
            return Visit.read(null, accepted);
        }
    }

    @ServerResponseFilter
    public void answer(ContainerResponseContext response) {
        RoutingContext context = current.getCurrent();
        if (context != null
                && response.getEntity() instanceof Problem problem
                && context.get(KEY) instanceof Asked(var _, Visit visit)) {
            String page = page(visit, problem);
            if (page != null) {
                response.setEntity(page, new Annotation[0], MediaType.valueOf(HTML));
                headers(visit).forEach((name, value) -> response.getHeaders().add(name, value));
            }
        }
    }

    /** Answers before any operation is asked, if it is a browser that asks. */
    public static boolean answered(RoutingContext context, int status) {
        if (!(context.get(KEY) instanceof Asked(ErrorPages pages, Visit visit))) {
            return false;
        }
        Problem problem = new Problem("urn:testamur:problem:http-" + status, "Refused", status, null, List.of(), null);
        String page = pages.page(visit, problem);
        if (page == null) {
            return false;
        }
        HttpServerResponse response = context.response().setStatusCode(status);
        response.putHeader(HttpHeaders.CONTENT_TYPE, HTML);
        pages.headers(visit).forEach((name, value) -> response.headers().add(name, value));
        response.end(page);
        return true;
    }

    private Map<String, String> headers(Visit visit) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", pages.policy(SecurityPolicy.strict()));
        headers.put("Content-Language", visit.language().tag());
        headers.put("Vary", "Accept, Accept-Language");
        headers.put("Cache-Control", "no-store");
        headers.put("X-Robots-Tag", "noindex");
        return headers;
    }

    /** Null if it cannot be rendered; the problem document then has to do. */
    private @Nullable String page(Visit visit, Problem problem) {
        try {
            LayoutTexts texts = Pages.texts(LayoutTexts.class, visit.language());
            Words words = Words.of(texts, problem.status());
            return pages.render(
                    visit,
                    new Page(pages.layout(visit, words.title()), words.tone(), words.why(), problem, problem.errors()));
        } catch (RuntimeException e) {
            LOG.error("an error page cannot be rendered", e);
            return null;
        }
    }

    /** What is said of a status. */
    private record Words(String tone, String title, String why) {

        static Words of(LayoutTexts texts, int status) {
            return switch (status) {
                case 400 -> new Words("none", texts.unreadable(), texts.unreadableWhy());
                case 401 -> new Words("none", texts.signIn(), texts.signInWhy());
                case 403 -> new Words("none", texts.forbidden(), texts.forbiddenWhy());
                case 404 -> new Words("none", texts.notFound(), texts.notFoundWhy());
                case 405, 406, 415 -> new Words("none", texts.notForBrowsers(), texts.notForBrowsersWhy());
                case 410 -> new Words("superseded", texts.gone(), texts.goneWhy());
                case 429 -> new Words("suspended", texts.tooMany(), texts.tooManyWhy());
                case 502, 503, 504 -> new Words("suspended", texts.unavailable(), texts.unavailableWhy());
                default ->
                    status >= 500
                            ? new Words("suspended", texts.failed(), texts.failedWhy())
                            : new Words("none", texts.refused(), texts.refusedWhy());
            };
        }
    }
}
