package org.testamur.local;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page at the front door's root: links to what answers now, and to nothing else. */
final class IndexPage {

    private static final long PATIENCE_MILLIS = 2000;

    private static final String STYLE =
            "body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;"
                    + "color-scheme:light dark}h2{font-size:1.1rem;margin:2rem 0 0}ul{padding-left:1.2rem}";

    /** What there may be; a path that no part owns or answers is left out. */
    private static final List<Section> SECTIONS = List.of(
            new Section(
                    "For people",
                    List.of(
                            new Link("/campus/", "Campus: learners, staff and employers"),
                            new Link("/verify", "Verify a credential"),
                            new Link("/catalog/browse", "Browse the catalogue"),
                            new Link("/auth/realms/testamur/account", "Your account"))),
            new Section(
                    "For developers",
                    List.of(
                            new Link("/docs/", "The API, described"),
                            new Link("/openapi", "OpenAPI document of the whole API"),
                            new Link("/catalog/openapi", "OpenAPI document of catalog"),
                            new Link("/enrolment/openapi", "OpenAPI document of enrolment"),
                            new Link("/assessment/openapi", "OpenAPI document of assessment"),
                            new Link("/issuance/openapi", "OpenAPI document of issuance"),
                            new Link("/verification/openapi", "OpenAPI document of verification"),
                            new Link("/catalog/micro-credentials", "Published micro-credentials, as JSON"),
                            new Link(
                                    "/auth/realms/testamur/.well-known/openid-configuration",
                                    "Log-in by OpenID Connect, as JSON"))));

    /** Lets nothing in but the page's own style. */
    static final String POLICY =
            "default-src 'none'; style-src 'sha256-" + digest(STYLE) + "'; frame-ancestors 'none'; base-uri 'none'";

    private final Routes routes;
    private final HttpClient client;

    private record Link(String path, String title) {}

    private record Section(String title, List<Link> links) {}

    IndexPage(Routes routes, HttpClient client) {
        this.routes = routes;
        this.client = client;
    }

    /** The page as HTML. */
    Future<String> html(HttpServerRequest request) {
        var host = String.valueOf(request.authority());
        List<Future<Boolean>> answers = new ArrayList<>();
        for (var section : SECTIONS) {
            for (var link : section.links()) {
                answers.add(isThere(link.path(), host));
            }
        }
        return Future.join(answers).otherwiseEmpty().map(all -> render(answers));
    }

    private Future<Boolean> isThere(String path, String host) {
        Optional<Routes.Target> target = routes.of(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        if (target.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost("127.0.0.1")
                        .setPort(target.get().port())
                        .setURI(path)
                        .setTimeout(PATIENCE_MILLIS)
                        .putHeader("Accept", "text/html, application/json;q=0.9, */*;q=0.5")
                        .putHeader("X-Forwarded-Proto", "https")
                        .putHeader("X-Forwarded-Host", host))
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode() < 400))
                .otherwise(false);
    }

    private static String render(List<Future<Boolean>> answers) {
        var lists = new StringBuilder();
        int at = 0;
        for (var section : SECTIONS) {
            List<Link> there = new ArrayList<>();
            for (var link : section.links()) {
                if (Boolean.TRUE.equals(answers.get(at++).result())) {
                    there.add(link);
                }
            }
            if (!there.isEmpty()) {
                lists.append(there.stream()
                        .map(link -> "<li><a href=\"%s\">%s</a></li>".formatted(link.path(), link.title()))
                        .collect(Collectors.joining("\n", "<h2>" + section.title() + "</h2>\n<ul>\n", "\n</ul>\n")));
            }
        }
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Testamur on this machine</title>
                <style>%s</style>
                <h1>Testamur on this machine</h1>
                %s</html>
                """.formatted(STYLE, lists);
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
