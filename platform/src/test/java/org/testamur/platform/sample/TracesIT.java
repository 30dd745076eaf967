package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;
import org.testamur.testing.TraceCollector;
import org.testamur.testing.TraceCollector.Received;
import org.testamur.testing.TraceReceiver;

/** A trace goes from a request through the outbox, Kafka and a consumer to what that tells. */
@QuarkusTest
@QuarkusTestResource(
        value = Servers.class,
        initArgs = {
            @ResourceArg(name = "database", value = "sample"),
            @ResourceArg(
                    name = "topics",
                    value = "sample.notes\nsample.things\nsample.orders\nsample.parcels\nsample.dead-letters")
        })
@QuarkusTestResource(Identity.class)
@TestProfile(TracesIT.Traced.class)
class TracesIT {

    /** With a collector. */
    public static class Traced implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TraceReceiver.class));
        }
    }

    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @SuppressWarnings("NullAway.Init")
    TraceCollector collector;

    @Inject
    PlatformConfig config;

    @Test
    void aTraceGoesFromTheRequestThroughEachFactThatFollowsFromIt() {
        try (Events events = new Events(config.kafka())) {
            String note = given().auth()
                    .oauth2(Tokens.of("adam")
                            .institution("northfield", "author")
                            .sign())
                    .header("traceparent", CALLER)
                    .header("User-Agent", "Asha Rao's browser")
                    .contentType("application/json")
                    .body(Map.of("text", "Asha Rao", "stars", 1))
                    .post("/sample/notes")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            Event told = events.await("sample.notes", event -> event.key().equals(note));
            String traceparent = told.headers().getOrDefault("traceparent", "");
            assertEquals(traceparent, told.headers().get("ce_traceparent"));

            Received sending = collector.await(span -> span.traceparent().equals(traceparent));
            assertEquals(SpanKind.SPAN_KIND_PRODUCER, sending.kind());
            assertEquals("testamur-sample", sending.service());
            assertEquals(told.headers().get("ce_id"), sending.attributes().get("testamur.event"));
            Received request = collector.await(span -> span.spanId().equals(sending.parentId()));
            assertEquals("POST /sample/notes", request.name());
            assertEquals(SpanKind.SPAN_KIND_SERVER, request.kind());
            assertEquals("201", request.attributes().get("http.response.status_code"));
            assertEquals(request.traceId(), sending.traceId());
            // A caller neither decides what is traced nor joins traces.
            assertEquals("", request.parentId());
            assertNotEquals(CALLER.substring(3, 35), request.traceId());
            assertEquals(List.of("b7ad6b7169203331"), request.links());

            UUID order = Uuid7.next();
            Event ordered = Event.of("org.testamur.sample.order.v1", order, null, 1, Map.of("tells", true));
            Map<String, String> headers = new HashMap<>(ordered.headers());
            headers.put("traceparent", traceparent);
            events.send("sample.orders", new Event(ordered.key(), headers, ordered.data()));
            Event followed = events.await("sample.notes", event -> event.key().equals(order.toString()));
            Received second = collector.await(
                    span -> span.traceparent().equals(followed.headers().getOrDefault("traceparent", "")));
            Received handling = collector.await(span -> span.spanId().equals(second.parentId()));
            assertEquals("process sample.orders", handling.name());
            assertEquals(SpanKind.SPAN_KIND_CONSUMER, handling.kind());
            assertEquals(sending.spanId(), handling.parentId());
            assertFalse(handling.failed());
            assertEquals(request.traceId(), second.traceId());
            Received poll = collector.await(span -> handling.links().contains(span.spanId()));
            assertEquals("poll sample.orders", poll.name());
            assertTrue(poll.links().contains(sending.spanId()));

            collector
                    .spans()
                    .forEach(span -> assertFalse(
                            span.toString().contains("Asha") || span.toString().contains(order.toString()),
                            span.toString()));
        }
    }

    @Test
    void aRecordThatCannotBeTakenFailsItsSpanWithoutWhatItSays() {
        try (Events events = new Events(config.kafka())) {
            Event poison = Event.of("org.testamur.sample.order.v1", Uuid7.next(), null, 1, Map.of("trouble", "error"));
            Map<String, String> headers = new HashMap<>(poison.headers());
            headers.put("traceparent", CALLER);
            events.send("sample.orders", new Event(poison.key(), headers, poison.data()));
            Received handling = collector.await(span -> span.parentId().equals("b7ad6b7169203331") && span.failed());
            assertEquals("dead-letter", handling.attributes().get("error.type"));
            assertFalse(handling.toString().contains("nested"), handling.toString());
        }
    }
}
