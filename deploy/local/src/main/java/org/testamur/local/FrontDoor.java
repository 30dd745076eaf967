package org.testamur.local;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one origin that people and foreign software see: TLS for all, plain HTTP for a person's browser, each path passed
 * on to the part that owns it.
 */
final class FrontDoor implements Part {

    static final String NAME = "front-door";

    private static final String LOOPBACK = "127.0.0.1";
    /** A list of server-sent events holds its connection, so the client's usual five would soon be taken. */
    private static final int CONNECTIONS = 512;

    private final Settings settings;
    private final CertificateAuthority authority;
    private final Routes routes;
    private @Nullable Vertx vertx;

    FrontDoor(Settings settings, CertificateAuthority authority) {
        this.settings = settings;
        this.authority = authority;
        this.routes = new Routes(settings);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return settings.publicUrl() + " and http://localhost:" + settings.httpPort();
    }

    @Override
    public synchronized void start() throws PartFailed, InterruptedException {
        if (vertx != null) {
            return;
        }
        authority.prepare();
        var started = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try {
            var tls = new HttpServerOptions()
                    .setHost(LOOPBACK)
                    .setPort(settings.httpsPort())
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(new PfxOptions()
                            .setPath(authority.serverStore().toString())
                            .setPassword(authority.password())
                            .setAlias("server"));
            var plain = new HttpServerOptions().setHost(LOOPBACK).setPort(settings.httpPort());
            Future.all(serve(started, tls), serve(started, plain))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            vertx = started;
        } catch (CompletionException e) {
            started.close();
            throw new PartFailed("The front door could not open: " + e.getCause(), e);
        }
    }

    @Override
    public synchronized void stop() {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            vertx = null;
        }
    }

    @Override
    public void kill() {
        stop();
    }

    @Override
    public synchronized boolean healthy() {
        return vertx != null;
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.empty();
    }

    private Future<HttpServer> serve(Vertx vertx, HttpServerOptions options) {
        var client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setConnectTimeout(2000));
        var proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .originSelector(request -> Future.succeededFuture(routes.of(request.path())
                        .map(target -> SocketAddress.inetSocketAddress(target.port(), LOOPBACK))
                        .orElseThrow()))
                .addInterceptor(new Passage(options.isSsl() ? "https" : "http", options.getPort()));
        return vertx.createHttpServer(options)
                .requestHandler(request -> handle(request, proxy))
                .listen();
    }

    private void handle(HttpServerRequest request, HttpProxy proxy) {
        var path = request.path();
        if (path == null || path.equals("/")) {
            request.response()
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end(welcome());
        } else if (routes.of(path).isPresent()) {
            proxy.handle(request);
        } else {
            request.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Problem.json(404, "not-found", "Nothing answers under this path."));
        }
    }

    private String welcome() {
        var parts = routes.all().entrySet().stream()
                .collect(Collectors.groupingBy(
                        route -> route.getValue(),
                        java.util.LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.joining(", "))))
                .entrySet()
                .stream()
                .sorted(java.util.Comparator.comparingInt(part -> part.getKey().port()))
                .map(part -> "<li>%s: <code>%s</code>, on its own at <a href=\"http://127.0.0.1:%d\">127.0.0.1:%3$d</a>"
                        .formatted(
                                part.getKey().part(),
                                part.getValue(),
                                part.getKey().port()))
                .collect(Collectors.joining("\n"));
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Testamur on this machine</title>
                <h1>Testamur on this machine</h1>
                <p>Log-in: <a href="/auth/realms/testamur/account">account</a>. Each service describes its interface under
                <code>/q/openapi</code> at its own address.</p>
                <ul>
                %s
                </ul>
                </html>
                """.formatted(parts);
    }

    /** Tells the part behind how it was reached, whatever the client claimed, and answers for one that is not there. */
    private record Passage(String scheme, int port) implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            var client = request.proxiedRequest();
            var authority = client.authority();
            var headers = request.headers();
            headers.remove("Forwarded");
            headers.remove("X-Forwarded-Prefix");
            headers.set("X-Forwarded-Proto", scheme);
            headers.set("X-Forwarded-Host", authority == null ? "localhost:" + port : authority.toString());
            headers.set("X-Forwarded-Port", String.valueOf(authority == null ? port : authority.port()));
            headers.set("X-Forwarded-For", client.remoteAddress().hostAddress());
            return context.sendRequest().recover(failure -> {
                var response = request.release().response();
                response.setStatusCode(502);
                response.putHeader("Retry-After", "5");
                response.putHeader("Content-Type", Problem.MEDIA_TYPE);
                response.setBody(Body.body(Buffer.buffer(
                        Problem.json(502, "part-unavailable", "The part that owns this path does not answer now."))));
                return Future.succeededFuture(response);
            });
        }
    }

    /** RFC 9457, as far as the front door needs it. */
    private static final class Problem {

        static final String MEDIA_TYPE = "application/problem+json";

        static String json(int status, String type, String title) {
            return "{\"type\":\"urn:testamur:problem:%s\",\"title\":\"%s\",\"status\":%d}"
                    .formatted(type, title, status);
        }
    }
}
