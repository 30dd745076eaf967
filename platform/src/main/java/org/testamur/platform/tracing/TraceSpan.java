package org.testamur.platform.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Times one piece of work; none where nothing is traced. Messages of failures, which may quote values, stay out. */
public final class TraceSpan {

    static final TraceSpan NONE = new TraceSpan(Context.root());

    private final Context context;
    private final Span span;

    /** @param context with the span in it */
    TraceSpan(Context context) {
        this.context = context;
        this.span = Span.fromContext(context);
    }

    /** What continues it elsewhere, as a {@code traceparent}; null where it is not sampled. */
    public @Nullable String traceparent() {
        return traceparent(span.getSpanContext());
    }

    static @Nullable String traceparent(SpanContext span) {
        return span.isValid() && span.isSampled() ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01" : null;
    }

    Context context() {
        return context;
    }

    SpanContext spanContext() {
        return span.getSpanContext();
    }

    public void attribute(String name, String value) {
        span.setAttribute(name, value);
    }

    public void attribute(String name, long value) {
        span.setAttribute(name, value);
    }

    /** Says what is done with records of a topic: {@code send}, {@code receive} or {@code process}. */
    public void topic(String topic, String operation) {
        attribute("messaging.system", "kafka");
        attribute("messaging.destination.name", topic);
        attribute("messaging.operation.type", operation);
    }

    /** Says of which fact it is, by the id of its CloudEvent, and of which institution that is. */
    public void fact(@Nullable String event, @Nullable String institution) {
        if (event != null) {
            attribute("testamur.event", event);
        }
        if (institution != null) {
            attribute("testamur.institution", institution);
        }
    }

    /** Says that the work failed, by a word such as the class of the exception. */
    public void failed(String kind) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute("error.type", kind);
    }

    public void failed(Throwable failure) {
        failed(failure.getClass().getName());
    }

    public void end() {
        span.end();
    }

    /** Does the work within it and ends it. */
    public void run(Runnable work) {
        this.<@Nullable Void>call(() -> {
            work.run();
            return null;
        });
    }

    /** Does the work within it and ends it. */
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        if (this == NONE) {
            return work.get();
        }
        try (Scope scope = context.makeCurrent()) {
            return work.get();
        } catch (RuntimeException | Error e) {
            failed(e);
            throw e;
        } finally {
            end();
        }
    }
}
