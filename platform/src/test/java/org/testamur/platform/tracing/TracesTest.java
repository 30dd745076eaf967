package org.testamur.platform.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {

    private static final String FIRST = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String SECOND = "00-1af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01";
    private static final String NOT_SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private final List<SpanData> ended = new ArrayList<>();
    private final Traces traces = new Traces(
            SdkTracerProvider.builder().addSpanProcessor(new Kept()).build().get("test"));

    private final class Kept implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    private static String trace(@Nullable String traceparent) {
        return Objects.requireNonNull(traceparent).substring(3, 35);
    }

    private static TracedRecord record(UUID key, String parent) {
        return new TracedRecord(key, "event", null, parent);
    }

    @Test
    void eachRecordOfABatchHandsOnItsOwnTrace() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        UUID untraced = UUID.randomUUID();
        UUID unsampled = UUID.randomUUID();
        Map<UUID, @Nullable String> handedOn = new HashMap<>();
        List<TracedRecord> records = List.of(
                record(one, FIRST),
                record(other, SECOND),
                new TracedRecord(untraced, "event", null, null),
                record(unsampled, NOT_SAMPLED));
        traces.poll(
                "consumer",
                "topic",
                () -> records,
                () -> traces.records("consumer", "topic", () -> records, () -> {
                    List.of(one, other, untraced, unsampled).forEach(key -> handedOn.put(key, traces.of(key)));
                    return traces.within("sign").call(() -> true);
                }));
        assertEquals(FIRST.substring(3, 35), trace(handedOn.get(one)));
        assertEquals(SECOND.substring(3, 35), trace(handedOn.get(other)));
        assertNull(handedOn.get(untraced));
        assertNull(handedOn.get(unsampled));
        assertEquals(
                List.of("sign", "process topic", "process topic", "poll topic"),
                ended.stream().map(SpanData::getName).toList());
        SpanData poll = ended.getLast();
        assertEquals(2, poll.getLinks().size());
        assertFalse(poll.getParentSpanContext().isValid());
        assertEquals(poll.getSpanId(), ended.getFirst().getParentSpanId());
        ended.stream()
                .filter(span -> span.getName().startsWith("process"))
                .forEach(span -> assertEquals(
                        poll.getSpanId(),
                        span.getLinks().getFirst().getSpanContext().getSpanId()));
    }

    @Test
    void whatIsDoneForOneRecordAloneStandsInItsTrace() {
        UUID key = UUID.randomUUID();
        List<TracedRecord> records = List.of(record(key, FIRST));
        traces.records(
                "consumer", "topic", () -> records, () -> traces.within("sign").call(() -> true));
        assertEquals(
                List.of("sign", "process topic"),
                ended.stream().map(SpanData::getName).toList());
        assertEquals(FIRST.substring(3, 35), ended.getFirst().getTraceId());
    }

    @Test
    void nothingIsTracedThatIsNotSampled() {
        assertSame(TraceSpan.NONE, traces.following(NOT_SAMPLED, "send", SpanKind.PRODUCER));
        assertSame(TraceSpan.NONE, traces.within("sign"));
        traces.poll("consumer", "topic", () -> List.of(record(UUID.randomUUID(), NOT_SAMPLED)), () -> {});
        assertTrue(ended.isEmpty());
        assertSame(TraceSpan.NONE, Traces.off().following(FIRST, "send", SpanKind.PRODUCER));
        assertNull(Traces.off().of(UUID.randomUUID()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
            })
    void whatIsNoTraceparentIsNone(String text) {
        assertFalse(Traces.parse(text).isValid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://collector:4318"})
    void openTelemetryIsOnWhereACollectorIsSet(String collector) {
        var config = new SmallRyeConfigBuilder()
                .withInterceptors(new CollectorSwitch())
                .withDefaultValue("testamur.tracing.collector", collector)
                .withDefaultValue("quarkus.otel.sdk.disabled", "false")
                .build();
        assertEquals(
                collector.isEmpty() ? "true" : "false",
                config.getConfigValue("quarkus.otel.sdk.disabled").getValue());
    }
}
