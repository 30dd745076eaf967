package org.testamur.catalog.site;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.testamur.platform.rest.EarlyAnswer;

/**
 * Answers {@code /openapi}, {@code /docs} and {@code /campus} with files. They are no operations: nobody logs in for them,
 * no database is asked, and a query is for the page's script.
 */
@Singleton
class SiteRoutes {

    private static final String PATHS = "/openapi(?:\\.json|\\.yaml)?|/docs(?:/.*)?|/campus(?:/.*)?";

    private static final String NOT_BUILT = """
            {"type":"urn:testamur:problem:not-built","title":"Not found","status":404,\
            "detail":"These files are not part of this build, or testamur.site.directory is not where they are:\
             ./testamur builds them into catalog-service/target/site, for which it needs Node.js."}""";
    private static final String NOT_FOUND = """
            {"type":"urn:testamur:problem:http-404","title":"Not found","status":404,\
            "detail":"There is no such file."}""";
    private static final String NOT_ALLOWED = """
            {"type":"urn:testamur:problem:http-405","title":"Method not allowed","status":405,\
            "detail":"Files are read by GET and HEAD."}""";

    private final SiteFiles files;
    private final PagePolicy policy;

    SiteRoutes(SiteFiles files, SiteConfig config) {
        this.files = files;
        this.policy = new PagePolicy(config.logIn());
    }

    void register(@Observes Router router) {
        router.routeWithRegex(PATHS).blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        String path = context.normalizedPath();
        if (path.startsWith("/openapi")) {
            // Any page may read it, as it may the documents of the services.
            response.headers().remove(HttpHeaders.VARY);
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag");
        }
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            EarlyAnswer.problem(context, 405, NOT_ALLOWED);
            return;
        }
        Optional<SiteFiles.Found> found = files.first(SitePolicy.names(
                path,
                context.queryParams().get("format"),
                String.join(",", request.headers().getAll(HttpHeaders.ACCEPT))));
        if (found.isPresent()) {
            send(request, response, found.get());
        } else {
            String part = path.substring(1).split("/", 2)[0];
            boolean built = files.areBuilt(part.startsWith("openapi") ? SitePolicy.JSON : part);
            EarlyAnswer.problem(context, 404, built ? NOT_FOUND : NOT_BUILT);
        }
    }

    private void send(HttpServerRequest request, HttpServerResponse response, SiteFiles.Found file) {
        Optional<String> coding = SitePolicy.coding(
                String.join(",", request.headers().getAll(HttpHeaders.ACCEPT_ENCODING)), file.codings());
        String tag = "\"" + file.hash() + coding.map(name -> "-" + name).orElse("") + "\"";
        response.putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, SitePolicy.caching(file.name()))
                .putHeader("Content-Security-Policy", policy.toString())
                .putHeader("Cross-Origin-Opener-Policy", "same-origin-allow-popups");
        response.headers().add(HttpHeaders.VARY, "Accept-Encoding");
        if (SitePolicy.isDocument(file.name())) {
            response.headers().add(HttpHeaders.VARY, "Accept");
        }
        if (SitePolicy.has(request.getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatusCode(304).end();
            return;
        }
        byte[] content = file.content(coding);
        coding.ifPresent(name -> response.putHeader(HttpHeaders.CONTENT_ENCODING, name));
        response.putHeader(
                        HttpHeaders.CONTENT_TYPE,
                        SitePolicy.mediaType(file.name()).orElse("application/octet-stream"))
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(content.length));
        if (request.method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(Buffer.buffer(content));
        }
    }
}
