package org.testamur.platform.outbound;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends one delivery. A host name is resolved once, the addresses are looked at, and the connection goes to the very
 * address that was looked at, with the name kept for TLS and for the receiver; so a name that changes its mind between
 * the look and the connection gains nothing. Redirects are not followed, and little of an answer is read.
 */
public final class WebhookSender implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WebhookSender.class);
    private static final int MOST_OF_ANSWER = 16 * 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 5;

    private final Vertx vertx;
    private final HttpClient client;
    private final Resolver resolver;
    private final AddressPolicy addresses;
    private final Duration timeout;
    private final Clock clock;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> lookups = new ConcurrentHashMap<>();

    /** @param mostConnections to one address; endpoints that share it must not wait for each other */
    public WebhookSender(
            Vertx vertx,
            Resolver resolver,
            AddressPolicy addresses,
            Duration timeout,
            int mostConnections,
            Clock clock) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.addresses = addresses;
        this.timeout = timeout;
        this.clock = clock;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setKeepAliveTimeout(IDLE_SECONDS)
                        .setMaxPoolSize(mostConnections)
                        .setMaxHeaderSize(MOST_OF_ANSWER)
                        .setDecompressionSupported(false)
                        .setMaxRedirects(0))
                // By itself the client logs what cannot be read, in the other side's words; a challenge may be among
                // them.
                .withConnectHandler(connection -> connection.exceptionHandler(failure ->
                        LOG.debugf("a connection failed: %s", failure.getClass().getSimpleName())))
                .build();
    }

    /**
     * An answer with the beginning of its body.
     *
     * @param start 16 KiB at most
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Reply(Answer answer, byte[] start) {}

    /** Waits for the answer's status, at most as long as the timeout; never throws for what the other side does. */
    public Answer send(URI url, Map<String, String> headers, byte[] body) throws InterruptedException {
        return send(url, headers, body, false).answer();
    }

    /** As {@link #send}, and waits for the beginning of the answer's body too. */
    public Reply ask(URI url, Map<String, String> headers, byte[] body) throws InterruptedException {
        return send(url, headers, body, true);
    }

    private static Reply without(Answer answer) {
        return new Reply(answer, new byte[0]);
    }

    private Reply send(URI url, Map<String, String> headers, byte[] body, boolean reading) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        String host = bare(url.getHost());
        InetAddress address;
        try {
            List<InetAddress> found = addresses(host, deadline);
            Optional<String> refusal = found.stream()
                    .flatMap(candidate -> addresses.refusal(candidate).stream())
                    .findFirst();
            if (found.isEmpty() || refusal.isPresent()) {
                return without(new Answer.Forbidden(
                        "the host's address is " + refusal.orElse("nowhere") + ": nothing is sent there"));
            }
            address = found.getFirst();
        } catch (TimeoutException e) {
            return without(new Answer.Unreachable("the host name was not found within " + timeout.toMillis() + " ms"));
        } catch (ExecutionException e) {
            return without(new Answer.Unreachable("the host name is not known"));
        }
        Call call = new Call(url, host, address, headers, body, reading);
        try {
            return answer(call, deadline);
        } catch (ClosedEarlyException closed) {
            // A connection that was kept open may have been given up by the other side just now. Trying once more is
            // safe: the receiver knows a repetition by its id.
            try {
                return answer(call, deadline);
            } catch (ClosedEarlyException again) {
                return without(new Answer.Unreachable("the connection failed or was closed"));
            }
        }
    }

    /** Name servers may take minutes to say nothing. Of each name one question is under way at a time. */
    private List<InetAddress> addresses(String host, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        return lookups.computeIfAbsent(host, this::look)
                .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private CompletableFuture<List<InetAddress>> look(String host) {
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        Thread.ofVirtual().name("webhook-lookup").start(() -> {
            List<InetAddress> found = List.of();
            Exception failure = null;
            try {
                found = resolver.resolve(host);
            } catch (UnknownHostException | RuntimeException e) {
                failure = e;
            }
            // Whoever comes later asks anew.
            lookups.remove(host, lookup);
            if (failure == null) {
                lookup.complete(found);
            } else {
                lookup.completeExceptionally(failure);
            }
        });
        return lookup;
    }

    /** The connection ended before an answer began. */
    private static final class ClosedEarlyException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** What is sent, and where to. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Call(
            URI url, String host, InetAddress address, Map<String, String> headers, byte[] body, boolean reading) {}

    private Reply answer(Call call, long deadline) throws InterruptedException, ClosedEarlyException {
        AtomicReference<@Nullable HttpClientRequest> open = new AtomicReference<>();
        CompletableFuture<Reply> answer;
        try {
            answer = start(call, open);
        } catch (IllegalArgumentException e) {
            return without(new Answer.Unreachable("the URL cannot be called"));
        }
        try {
            return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            HttpClientRequest request = open.get();
            if (request != null) {
                request.reset();
            }
            return without(new Answer.Unreachable("no answer within " + timeout.toMillis() + " ms"));
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case ConnectException refused -> without(new Answer.Unreachable("the connection was refused"));
                case SSLException tls ->
                    without(new Answer.Unreachable("TLS failed: the certificate or the protocol is not accepted"));
                case null, default -> throw new ClosedEarlyException();
            };
        }
    }

    private CompletableFuture<Reply> start(Call call, AtomicReference<@Nullable HttpClientRequest> open) {
        URI url = call.url();
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, call.address().getHostAddress()))
                .setHost(call.host())
                .setPort(port)
                .setSsl(tls)
                .setURI(target(url))
                .setFollowRedirects(false);
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        client.request(options)
                .compose(request -> {
                    open.set(request);
                    request.exceptionHandler(failure -> LOG.debugf("a delivery failed: %s", failure.getMessage()));
                    if (answer.isDone()) {
                        request.reset();
                    }
                    call.headers().forEach(request::putHeader);
                    if (call.reading()) {
                        // Who wants the body listens before anything is sent, so that nothing of it is missed.
                        request.response().onSuccess(response -> read(response, answer));
                    }
                    return request.send(Buffer.buffer(call.body()));
                })
                .onSuccess(response -> {
                    if (!call.reading()) {
                        answer.complete(without(answered(response)));
                        drain(response);
                    }
                })
                .onFailure(answer::completeExceptionally);
        return answer;
    }

    private Answer answered(HttpClientResponse response) {
        return new Answer.Answered(
                response.statusCode(), RetryAfter.parse(response.getHeader("Retry-After"), clock.instant()));
    }

    /** Reads the beginning of the body, and gives the connection up when more follows. */
    private void read(HttpClientResponse response, CompletableFuture<Reply> answer) {
        Buffer start = Buffer.buffer();
        response.handler(part -> {
            start.appendBuffer(part, 0, Math.min(part.length(), MOST_OF_ANSWER - start.length()));
            if (start.length() >= MOST_OF_ANSWER) {
                answer.complete(new Reply(answered(response), start.getBytes()));
                response.request().reset();
            }
        });
        response.exceptionHandler(answer::completeExceptionally);
        response.endHandler(end -> answer.complete(new Reply(answered(response), start.getBytes())));
    }

    /** Reads what may follow, so that the connection can be used again, and gives it up when that is too much. */
    private void drain(HttpClientResponse response) {
        long timer = vertx.setTimer(
                Math.max(1, timeout.toMillis()), id -> response.request().reset());
        int[] read = {0};
        try {
            response.handler(part -> {
                read[0] += part.length();
                if (read[0] > MOST_OF_ANSWER) {
                    response.request().reset();
                }
            });
            response.endHandler(end -> vertx.cancelTimer(timer));
            response.exceptionHandler(failure -> vertx.cancelTimer(timer));
        } catch (IllegalStateException ended) {
            // All of a short answer may have come before anybody could listen for it.
            vertx.cancelTimer(timer);
        }
    }

    private static String target(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public void close() {
        client.close();
    }
}
