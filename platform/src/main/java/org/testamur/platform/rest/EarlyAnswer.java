package org.testamur.platform.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.testamur.platform.pages.ErrorPages;

/** Answers a request with a problem document, or a browser with a page, before any operation is asked. */
public final class EarlyAnswer {

    private EarlyAnswer() {}

    /** @param problem the document as JSON (RFC 9457) */
    public static void problem(RoutingContext context, int status, String problem) {
        if (ErrorPages.answered(context, status)) {
            return;
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem);
    }
}
