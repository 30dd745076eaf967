package org.testamur.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Receives traces as a collector does, by OTLP over HTTP in protobuf, and keeps their spans. */
public final class TraceCollector implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();

    /**
     * A span as it came.
     *
     * @param service the name in its resource
     * @param links ids of spans
     */
    public record Received(
            String service,
            String name,
            Span.SpanKind kind,
            String traceId,
            String spanId,
            String parentId,
            List<String> links,
            boolean failed,
            Map<String, String> attributes) {

        static Received of(Resource resource, Span span) {
            return new Received(
                    attributes(resource.getAttributesList()).getOrDefault("service.name", ""),
                    span.getName(),
                    span.getKind(),
                    HexFormat.of().formatHex(span.getTraceId().toByteArray()),
                    HexFormat.of().formatHex(span.getSpanId().toByteArray()),
                    HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
                    span.getLinksList().stream()
                            .map(link ->
                                    HexFormat.of().formatHex(link.getSpanId().toByteArray()))
                            .toList(),
                    span.getStatus().getCode() == io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_ERROR,
                    attributes(span.getAttributesList()));
        }

        private static Map<String, String> attributes(List<KeyValue> all) {
            Map<String, String> attributes = new HashMap<>();
            all.forEach(each -> attributes.put(
                    each.getKey(),
                    each.getValue().hasStringValue()
                            ? each.getValue().getStringValue()
                            : each.getValue().toString().replaceAll("\\s*[a-z_]+: |\\s+", "")));
            return attributes;
        }

        /** As the next of its trace gets it. */
        public String traceparent() {
            return "00-" + traceId + "-" + spanId + "-01";
        }
    }

    private TraceCollector(HttpServer server) {
        this.server = server;
    }

    public static TraceCollector open() {
        return open(0);
    }

    /** @param port 0 for any that is free */
    public static TraceCollector open(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            TraceCollector collector = new TraceCollector(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = "gzip".equals(exchange.getRequestHeaders().getFirst("content-encoding"))
                        ? new GZIPInputStream(exchange.getRequestBody())
                        : exchange.getRequestBody()) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
            request.getResourceSpansList()
                    .forEach(ofResource -> ofResource
                            .getScopeSpansList()
                            .forEach(ofScope -> ofScope.getSpansList()
                                    .forEach(span -> spans.add(Received.of(ofResource.getResource(), span)))));
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    public List<Received> spans() {
        return spans;
    }

    /** Waits for such a span, and gives the first. */
    public Received await(Predicate<Received> wanted) {
        return Await.await(() -> spans.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
