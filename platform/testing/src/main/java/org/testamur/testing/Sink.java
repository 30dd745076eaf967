package org.testamur.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Receives webhooks: keeps each request, byte by byte, and answers as a test says; challenges are kept apart. */
public final class Sink implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Received> challenges = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = (exchange, count) -> answer(exchange, 200, "");
    private volatile Behaviour onChallenge = (exchange, count) -> answer(exchange, 200, challenge(count - 1));

    /** One request as it came. */
    public record Received(Map<String, String> headers, String body, String target) {

        public JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** How to answer. */
    @FunctionalInterface
    public interface Behaviour {
        /** @param count how many requests came, this one included */
        void answer(HttpExchange exchange, int count) throws IOException;
    }

    private Sink(HttpServer server) {
        this.server = server;
    }

    public static Sink open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Sink sink = new Sink(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", sink::take);
            server.start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Received request = new Received(headers, body, exchange.getRequestURI().toString());
        boolean challenged = body.startsWith("{\"type\":\"endpoint.verification\"");
        List<Received> kept = challenged ? challenges : received;
        int count;
        synchronized (kept) {
            kept.add(request);
            count = kept.size();
        }
        try (exchange) {
            (challenged ? onChallenge : behaviour).answer(exchange, count);
        }
    }

    /** Answers challenges so, instead of sending them back; they are not among what is received. */
    public void challengesAre(Behaviour newBehaviour) {
        onChallenge = newBehaviour;
    }

    /** The challenges as they came. */
    public List<Received> challenges() {
        return challenges;
    }

    public String challenge(int index) {
        return challenges.get(index).json().at("/data/challenge").textValue();
    }

    public void behaves(Behaviour newBehaviour) {
        behaviour = newBehaviour;
    }

    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    public List<Received> received() {
        return received;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hooks";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
