package org.testamur.platform.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Begins the spans of what a service does. A trace begins with a request and goes on through the rows of the outbox, the
 * headers of records and the rows of deliveries, each of which holds the {@code traceparent} of what it follows. Names and
 * attributes hold ids of institutions, facts and endpoints, and nothing of a person.
 */
@ApplicationScoped
public class Traces {

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final ContextKey<Map<UUID, SpanContext>> BATCH = ContextKey.named("testamur.batch");

    private final @Nullable Tracer tracer;

    @Inject
    Traces(TracingConfig config, Instance<OpenTelemetry> telemetry) {
        this(config.collector().isPresent() ? telemetry.get().getTracer("org.testamur") : null);
    }

    Traces(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Traces nothing. */
    public static Traces off() {
        return new Traces((Tracer) null);
    }

    public boolean isOn() {
        return tracer != null;
    }

    /** Says of what runs now that it failed, by a word. */
    public void failed(String kind) {
        if (tracer != null) {
            new TraceSpan(Context.current()).failed(kind);
        }
    }

    /** The {@code traceparent} of what runs now; null where that is not sampled. */
    public @Nullable String here() {
        return tracer == null ? null : TraceSpan.traceparent(Span.current().getSpanContext());
    }

    /** As {@link #here}, and within a batch that of the record with this key. */
    public @Nullable String of(UUID key) {
        if (tracer == null) {
            return null;
        }
        Context current = Context.current();
        Map<UUID, SpanContext> batch = current.get(BATCH);
        SpanContext span = batch == null ? Span.fromContext(current).getSpanContext() : batch.get(key);
        return span == null ? null : TraceSpan.traceparent(span);
    }

    /** A span within what runs now; none outside of all traces. */
    public TraceSpan within(String name) {
        return tracer != null && Span.current().getSpanContext().isSampled()
                ? started(tracer.spanBuilder(name), Context.current())
                : TraceSpan.NONE;
    }

    /** A span that begins a trace of its own. */
    public TraceSpan root(String name, SpanKind kind, @Nullable String linked) {
        if (tracer == null) {
            return TraceSpan.NONE;
        }
        SpanBuilder span = tracer.spanBuilder(name).setSpanKind(kind).setNoParent();
        SpanContext link = parse(linked);
        if (link.isValid()) {
            span.addLink(link);
        }
        return started(span, Context.root());
    }

    /** A span that follows what the {@code traceparent} names; none where that is not sampled. */
    public TraceSpan following(@Nullable String traceparent, String name, SpanKind kind) {
        SpanContext parent = parse(traceparent);
        if (tracer == null || !parent.isSampled()) {
            return TraceSpan.NONE;
        }
        Context context = Context.root().with(Span.wrap(parent));
        return started(tracer.spanBuilder(name).setSpanKind(kind).setParent(context), context);
    }

    /** Handles what one poll brought in a span that is linked to its sampled records; in none where there are none. */
    public void poll(String consumer, String topic, Supplier<List<TracedRecord>> of, Runnable work) {
        List<TracedRecord> records = tracer == null ? List.of() : of.get();
        List<SpanContext> links = records.stream()
                .map(each -> parse(each.parent()))
                .filter(SpanContext::isSampled)
                .toList();
        if (tracer == null || links.isEmpty()) {
            work.run();
            return;
        }
        SpanBuilder builder = tracer.spanBuilder("poll " + topic)
                .setSpanKind(SpanKind.CONSUMER)
                .setNoParent();
        links.forEach(builder::addLink);
        TraceSpan span = started(builder, Context.root());
        describe(span, consumer, topic, "receive");
        span.attribute("messaging.batch.message_count", records.size());
        span.run(work);
    }

    /** Handles a record in a span that follows the one that sent it; what it tells goes on from there. */
    public <T> T record(String consumer, String topic, TracedRecord record, Supplier<T> work) {
        TraceSpan span = handling(consumer, topic, record);
        if (span == TraceSpan.NONE) {
            return work.get();
        }
        return span.call(work);
    }

    /** Handles records together, each sampled one in a span as {@link #record} makes it. */
    public <T> T records(String consumer, String topic, Supplier<List<TracedRecord>> of, Supplier<T> work) {
        if (tracer == null) {
            return work.get();
        }
        List<TracedRecord> records = of.get();
        List<TraceSpan> spans = new ArrayList<>();
        Map<UUID, SpanContext> batch = new HashMap<>();
        for (TracedRecord record : records) {
            TraceSpan span = handling(consumer, topic, record);
            if (span != TraceSpan.NONE) {
                spans.add(span);
                batch.put(record.key(), span.spanContext());
            }
        }
        if (spans.isEmpty()) {
            return work.get();
        }
        // What is done for one record alone stands in its trace, what is done for several in that of the poll.
        Context around = records.size() == 1 ? spans.getFirst().context() : Context.current();
        try {
            return around.with(BATCH, batch).wrapSupplier(work).get();
        } catch (RuntimeException | Error e) {
            spans.forEach(span -> span.failed(e));
            throw e;
        } finally {
            spans.forEach(TraceSpan::end);
        }
    }

    private TraceSpan handling(String consumer, String topic, TracedRecord record) {
        SpanContext parent = parse(record.parent());
        if (tracer == null || !parent.isSampled()) {
            return TraceSpan.NONE;
        }
        Context context = Context.root().with(Span.wrap(parent));
        SpanBuilder builder = tracer.spanBuilder("process " + topic)
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(context);
        SpanContext poll = Span.current().getSpanContext();
        if (poll.isSampled()) {
            builder.addLink(poll);
        }
        TraceSpan span = started(builder, context);
        describe(span, consumer, topic, "process");
        span.fact(
                record.event(),
                record.institution() == null ? null : record.institution().toString());
        return span;
    }

    private static void describe(TraceSpan span, String consumer, String topic, String operation) {
        span.topic(topic, operation);
        span.attribute("messaging.consumer.group.name", consumer);
    }

    private static TraceSpan started(SpanBuilder builder, Context parent) {
        return new TraceSpan(parent.with(builder.startSpan()));
    }

    /** Invalid where there is none, or what is there is no {@code traceparent}. */
    static SpanContext parse(@Nullable String traceparent) {
        Matcher parts = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return parts.matches()
                ? SpanContext.createFromRemoteParent(
                        parts.group(1), parts.group(2), TraceFlags.fromHex(parts.group(3), 0), TraceState.getDefault())
                : SpanContext.getInvalid();
    }
}
