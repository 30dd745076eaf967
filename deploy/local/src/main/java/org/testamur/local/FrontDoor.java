package org.testamur.local;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
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

    private static final int MAX_HEADERS = 16 * 1024;

    /** A browser of this machine keeps what it hears about localhost for all its ports: not for long. */
    private static final String STRICT_TRANSPORT_HERE = "max-age=300";

    private static final String STRICT_TRANSPORT = "max-age=31536000";

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
                    .setMaxHeaderSize(MAX_HEADERS)
                    .setKeyCertOptions(new PfxOptions()
                            .setPath(authority.serverStore().toString())
                            .setPassword(authority.password())
                            .setAlias("server"));
            var plain = new HttpServerOptions()
                    .setHost(LOOPBACK)
                    .setPort(settings.httpPort())
                    .setMaxHeaderSize(MAX_HEADERS);
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
                .originSelector(request -> Future.succeededFuture(normal(request)
                        .flatMap(routes::of)
                        .map(target -> SocketAddress.inetSocketAddress(target.port(), LOOPBACK))
                        .orElseThrow()))
                .addInterceptor(new Passage(options.isSsl() ? "https" : "http", options.getPort()));
        var index = new IndexPage(routes, client);
        return vertx.createHttpServer(options)
                .requestHandler(request -> handle(request, proxy, index))
                .invalidRequestHandler(this::refuseUnreadable)
                .listen();
    }

    private void handle(HttpServerRequest request, HttpProxy proxy, IndexPage index) {
        request.response().headersEndHandler(end -> protect(request));
        if (request.headers().getAll("Host").size() > 1 || request.authority() == null) {
            refuse(request, 400, "host-unreadable", "A request names the one host that it is for.");
            return;
        }
        var codings = request.headers().getAll("Transfer-Encoding");
        if (codings.size() > 1
                || codings.stream().anyMatch(coding -> !coding.strip().equalsIgnoreCase("chunked"))) {
            // Where such a body ends, others may read differently (RFC 9112 §6.3).
            request.response()
                    .putHeader("Connection", "close")
                    .endHandler(end -> request.connection().close());
            refuse(request, 400, "transfer-coding-unknown", "The one transfer coding that is read is chunked.");
            return;
        }
        var target = target(request);
        if (target == null) {
            refuse(request, 400, "target-of-another-host", "The request line names another host than the header Host.");
            return;
        }
        switch (NormalPath.of(pathOf(target))) {
            case NormalPath.Refused(String reason) -> refuse(request, 400, "path-not-normal", reason);
            case NormalPath.Of(String path)
            when path.equals("/") ->
                index.html(request)
                        .onSuccess(page -> request.response()
                                .putHeader("Content-Type", "text/html; charset=utf-8")
                                .putHeader("Content-Security-Policy", IndexPage.POLICY)
                                .putHeader("Cache-Control", "no-store")
                                .end(page));
            case NormalPath.Of(String path) when routes.of(path).isPresent() -> proxy.handle(request);
            case NormalPath.Of(String path) -> refuse(request, 404, "not-found", "Nothing answers under this path.");
        }
    }

    /** Path and query as they were sent; null when they are another host's (RFC 9112 §3.2.2). */
    private static @Nullable String target(HttpServerRequest request) {
        var uri = request.uri();
        if (uri.startsWith("/")) {
            return uri;
        }
        var authority = String.valueOf(request.authority());
        for (var scheme : List.of("https://", "http://")) {
            var prefix = scheme + authority;
            if (uri.regionMatches(true, 0, prefix, 0, prefix.length())) {
                var rest = uri.substring(prefix.length());
                return rest.isEmpty() ? "/" : rest.startsWith("/") ? rest : null;
            }
        }
        return null;
    }

    private static Optional<String> normal(HttpServerRequest request) {
        var target = target(request);
        return target != null && NormalPath.of(pathOf(target)) instanceof NormalPath.Of(String path)
                ? Optional.of(path)
                : Optional.empty();
    }

    private static String pathOf(String target) {
        int end = target.length();
        for (char c : new char[] {'?', '#'}) {
            int at = target.indexOf(c);
            end = at < 0 ? end : Math.min(end, at);
        }
        return target.substring(0, end);
    }

    /** What every answer tells a browser, whichever part gives it. */
    private void protect(HttpServerRequest request) {
        var headers = request.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        if (!headers.contains("Referrer-Policy")) {
            headers.set("Referrer-Policy", "no-referrer");
        }
        if (request.isSSL()) {
            var host = settings.publicUrl().getHost();
            var here = host.equals("localhost") || host.endsWith(".localhost") || host.equals(LOOPBACK);
            headers.set("Strict-Transport-Security", here ? STRICT_TRANSPORT_HERE : STRICT_TRANSPORT);
        }
    }

    /** A request line or headers that are too long, or no HTTP at all. */
    private void refuseUnreadable(HttpServerRequest request) {
        request.response().headersEndHandler(end -> protect(request));
        request.response().putHeader("Connection", "close");
        var cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            refuse(request, 414, "uri-too-long", "The request line is too long.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuse(request, 431, "headers-too-large", "The headers are too large.");
        } else {
            refuse(request, 400, "request-unreadable", "This is no HTTP request.");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String code, String detail) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Problem.json(status, code, detail));
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
            headers.names().stream()
                    .filter(name -> name.regionMatches(true, 0, "X-Forwarded-", 0, 12))
                    .toList()
                    .forEach(headers::remove);
            headers.remove("X-Original-URL");
            headers.remove("X-Rewrite-URL");
            normal(client).ifPresent(path -> request.setURI(path + query(client.uri())));
            headers.set("X-Forwarded-Proto", scheme);
            headers.set("X-Forwarded-Host", authority == null ? "localhost:" + port : authority.toString());
            headers.set("X-Forwarded-Port", String.valueOf(port(authority)));
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

        /** The one that the client names; a host without a port means its scheme's own. */
        private int port(@Nullable HostAndPort authority) {
            if (authority == null) {
                return port;
            }
            return authority.port() > 0 ? authority.port() : scheme.equals("https") ? 443 : 80;
        }
    }

    private static String query(String target) {
        int at = target.indexOf('?');
        int end = target.indexOf('#') < 0 ? target.length() : target.indexOf('#');
        return at < 0 || at > end ? "" : target.substring(at, end);
    }

    /** RFC 9457, as far as the front door needs it. */
    private static final class Problem {

        static final String MEDIA_TYPE = "application/problem+json";

        static String json(int status, String type, String detail) {
            return "{\"type\":\"urn:testamur:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                    .formatted(type, HttpResponseStatus.valueOf(status).reasonPhrase(), status, detail);
        }
    }
}
