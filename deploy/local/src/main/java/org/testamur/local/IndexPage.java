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

    /** The colours and the type of the platform's pages (docs/design.md). */
    private static final String STYLE = """
            :root{color-scheme:light dark;--paper:#f4f5f7;--sheet:#fff;--ink:#141a21;--soft:#4a5561;--line:#d9dee3;\
            --accent:#1d4b82;--focus:#0a56c2}
            @media (prefers-color-scheme:dark){:root{--paper:#0d1116;--sheet:#151a20;--ink:#e8ecf1;--soft:#a6b0bc;\
            --line:#2a323b;--accent:#9cc1ee;--focus:#8ab8ff}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
            header{background:var(--sheet);border-block-end:3px double var(--accent)}
            header div,main{max-inline-size:60rem;margin:auto;padding:1.5rem clamp(1.125rem,4vw,2rem)}
            h1,h2{font-family:Charter,"Noto Serif",Georgia,serif;font-weight:600;line-height:1.2;margin:0}
            h1{font-size:clamp(1.5rem,1.2rem + 1.5vw,2rem)}h2{font-size:1.3rem}
            p{margin:.25rem 0 0;color:var(--soft)}
            section{padding-block:1.5rem}section+section{border-block-start:1px solid var(--line)}
            ul{list-style:none;margin:1rem 0 0;padding:0;display:grid;gap:.75rem;\
            grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr))}
            a{display:block;block-size:100%;padding:1rem;background:var(--sheet);border:1px solid var(--line);\
            border-radius:6px;color:inherit;text-decoration:none;overflow-wrap:anywhere}
            a b{display:block;font-weight:600;color:var(--accent);text-decoration:underline;text-underline-offset:.2em;\
            text-decoration-thickness:1px}
            a:hover{border-color:var(--accent)}a small{font-size:.8125rem;color:var(--soft)}
            :focus-visible{outline:3px solid var(--focus);outline-offset:2px}
            """;

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
                        .map(link -> "<li><a href=\"%1$s\"><b>%2$s</b><small>%1$s</small></a></li>"
                                .formatted(link.path(), link.title()))
                        .collect(Collectors.joining(
                                "\n", "<section><h2>" + section.title() + "</h2>\n<ul>\n", "\n</ul></section>\n")));
            }
        }
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Testamur on this machine</title>
                <style>%s</style>
                <header><div><h1>Testamur on this machine</h1><p>What answers here now.</p></div></header>
                <main>
                %s</main>
                </html>
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
