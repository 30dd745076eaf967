package org.testamur.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Sink;

class WebhookSenderTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private Sink sink;

    @BeforeEach
    void open() {
        sink = Sink.open();
    }

    @AfterEach
    void close() {
        sink.close();
        vertx.close();
    }

    @Test
    void aNameIsAskedForOnceAndTheConnectionGoesWhereItLooked() throws Exception {
        // Names this machine first and, had it been asked again, another.
        Resolver rebinding = host -> {
            assertThat(host).isEqualTo("hr.brightwater.example");
            return List.of(InetAddress.ofLiteral(asked.getAndIncrement() == 0 ? "127.0.0.1" : "192.0.2.1"));
        };
        assertThat(send(rebinding, true)).isEqualTo(new Answer.Answered(200, null));
        assertThat(asked).hasValue(1);
        assertThat(sink.received().getFirst().headers()).containsEntry("host", "hr.brightwater.example:" + sink.port());
    }

    @Test
    void aNameThatLeadsInsideIsNotConnectedTo() throws Exception {
        assertThat(send(host -> List.of(InetAddress.ofLiteral("127.0.0.1")), false))
                .isInstanceOf(Answer.Forbidden.class);
        assertThat(send(host -> List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1")), false))
                .isInstanceOf(Answer.Forbidden.class);
        assertThat(send(host -> List.of(InetAddress.ofLiteral("::ffff:127.0.0.1")), false))
                .isInstanceOf(Answer.Forbidden.class);
        assertThat(sink.received()).isEmpty();
    }

    @Test
    void aConnectionThatIsClosedWithoutAnAnswerIsTriedOnceMore() throws Exception {
        sink.behaves((exchange, count) -> {
            if (count > 1) {
                Sink.answer(exchange, 204, "");
            }
        });
        assertThat(send(host -> List.of(InetAddress.ofLiteral("127.0.0.1")), true))
                .isEqualTo(new Answer.Answered(204, null));
        assertThat(sink.received()).hasSize(2);
    }

    @Test
    void nothingThatTheOtherSideSendsIsLogged() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line.getLoggerName() + " " + line.getMessage() + " " + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("io.vertx");
        root.addHandler(handler);
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CountDownLatch closed = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n{\"challenge\":\"x-secret-x\"}\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    // The other side reads to the end of it, cannot, and hangs up.
                    while (socket.getInputStream().read() >= 0) {}
                } catch (IOException e) {
                    // Hung up.
                } finally {
                    closed.countDown();
                }
            });
            try (WebhookSender sender = new WebhookSender(
                    vertx,
                    host -> List.of(InetAddress.getLoopbackAddress()),
                    new AddressPolicy(true),
                    Duration.ofSeconds(5),
                    2,
                    Clock.systemUTC())) {
                sender.send(
                        URI.create("http://hr.brightwater.example:" + server.getLocalPort() + "/hooks"),
                        Map.of(),
                        new byte[] {'{', '}'});
                assertThat(closed.await(2, TimeUnit.MINUTES)).isTrue();
            }
        } finally {
            root.removeHandler(handler);
        }
        assertThat(logged).noneSatisfy(line -> assertThat(line).containsIgnoringCase("secret"));
    }

    @Test
    void eachOfManySideBySideHasItsAnswer() throws Exception {
        URI url = URI.create("http://hr.brightwater.example:" + sink.port() + "/hooks");
        try (WebhookSender sender = new WebhookSender(
                        vertx,
                        host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                        new AddressPolicy(true),
                        Duration.ofSeconds(15),
                        16,
                        Clock.systemUTC());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                answers.add(threads.submit(() -> sender.send(url, Map.of("x", "y"), new byte[] {'{', '}'})));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get()).isEqualTo(new Answer.Answered(200, null));
            }
        }
        assertThat(sink.received()).hasSize(400);
    }

    @Test
    void anUnknownNameAndAClosedPortAreSaidPlainly() throws Exception {
        assertThat(send(
                        host -> {
                            throw new UnknownHostException(host);
                        },
                        true))
                .isEqualTo(new Answer.Unreachable("the host name is not known"));
        int port = sink.port();
        sink.close();
        assertThat(send(host -> List.of(InetAddress.ofLiteral("127.0.0.1")), true, port))
                .isEqualTo(new Answer.Unreachable("the connection was refused"));
    }

    @Test
    void aPortThatCannotBeIsAFailureLikeAnyOther() throws Exception {
        assertThat(send(host -> List.of(InetAddress.ofLiteral("127.0.0.1")), true, 70_000))
                .isEqualTo(new Answer.Unreachable("the URL cannot be called"));
    }

    @Test
    void aNameThatIsNotAnsweredForInTimeIsNoAnswer() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger looked = new AtomicInteger();
        Resolver silent = host -> {
            looked.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        };
        try (WebhookSender sender = new WebhookSender(
                vertx, silent, new AddressPolicy(true), Duration.ofMillis(200), 2, Clock.systemUTC())) {
            URI url = URI.create("http://hr.brightwater.example:" + sink.port() + "/hooks");
            for (int i = 0; i < 3; i++) {
                assertThat(CompletableFuture.supplyAsync(
                                        () -> {
                                            try {
                                                return sender.send(url, Map.of("x", "y"), new byte[] {'{', '}'});
                                            } catch (InterruptedException e) {
                                                throw new IllegalStateException(e);
                                            }
                                        },
                                        Thread::startVirtualThread)
                                .get(2, TimeUnit.MINUTES))
                        .isEqualTo(new Answer.Unreachable("the host name was not found within 200 ms"));
            }
            assertThat(looked).as("one question at a time for each name").hasValue(1);
        } finally {
            end.countDown();
        }
        assertThat(sink.received()).isEmpty();
    }

    private Answer send(Resolver resolver, boolean loopback) throws InterruptedException {
        return send(resolver, loopback, sink.port());
    }

    private Answer send(Resolver resolver, boolean loopback, int port) throws InterruptedException {
        try (WebhookSender sender = new WebhookSender(
                vertx, resolver, new AddressPolicy(loopback), Duration.ofSeconds(5), 2, Clock.systemUTC())) {
            return sender.send(
                    URI.create("http://hr.brightwater.example:" + port + "/hooks?a=b"),
                    Map.of("x", "y"),
                    new byte[] {'{', '}'});
        }
    }
}
