package org.testamur.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An employer's endpoint on the loopback interface that says it is wanted, and keeps what it is sent. */
public final class WebhookSink implements AutoCloseable {

    /** The path by which a sink of an earlier run is recognised. */
    public static final String PATH = "/testamur-demo-sink";

    private static final String VERIFICATION = "endpoint.verification";

    private final HttpServer server;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();

    /** One request exactly as it arrived. */
    public record Delivery(Map<String, String> headers, String body) {

        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        public JsonNode json() {
            return Json.read(body.getBytes(StandardCharsets.UTF_8));
        }

        public String type() {
            return json().path("type").asText();
        }

        public String credentialId() {
            return json().path("data").path("credentialId").asText();
        }
    }

    public WebhookSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(PATH, exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                exchange.getRequestHeaders()
                        .forEach((name, values) -> headers.put(lower(name), String.join(" ", values)));
                JsonNode message = Json.read(body.getBytes(StandardCharsets.UTF_8));
                if (message.path("type").asText().equals(VERIFICATION)) {
                    byte[] challenge = message.at("/data/challenge").asText().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, challenge.length);
                    exchange.getResponseBody().write(challenge);
                } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    exchange.sendResponseHeaders(503, -1);
                } else {
                    deliveries.add(new Delivery(headers, body));
                    exchange.sendResponseHeaders(204, -1);
                }
            }
        });
        server.start();
    }

    private static String lower(String header) {
        return header.toLowerCase(java.util.Locale.ROOT);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Answers the next requests with 503, as an endpoint in trouble would. */
    public void refuse(int requests) {
        refusals.set(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
