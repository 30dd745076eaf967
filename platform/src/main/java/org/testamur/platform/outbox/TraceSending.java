package org.testamur.platform.outbox;

import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.EventHeaders;
import org.testamur.platform.tracing.TraceSpan;
import org.testamur.platform.tracing.Traces;

/** Gives each record whose fact is traced the span of its sending, which follows what told the fact. */
final class TraceSending {

    private final Traces traces;

    TraceSending(Traces traces) {
        this.traces = traces;
    }

    /** The spans of one transaction. */
    record Spans(List<TraceSpan> all) {

        void sent() {
            all.forEach(TraceSpan::end);
        }

        void failed(Throwable failure) {
            all.forEach(span -> {
                span.failed(failure);
                span.end();
            });
        }
    }

    /** Writes into each record, besides, what its readers follow. */
    Spans begin(List<ProducerRecord<byte[], byte[]>> records) {
        List<TraceSpan> spans = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            String told = text(record.headers(), EventHeaders.TRACE_PARENT);
            if (told != null) {
                TraceSpan span = traces.following(told, "send " + record.topic(), SpanKind.PRODUCER);
                span.topic(record.topic(), "send");
                span.fact(text(record.headers(), EventHeaders.ID), text(record.headers(), EventHeaders.TENANT));
                spans.add(span);
                String traceparent = span.traceparent();
                // Where this instance traces nothing, readers follow what told the fact.
                byte[] followed = (traceparent == null ? told : traceparent).getBytes(StandardCharsets.US_ASCII);
                record.headers().remove(EventHeaders.TRACE_PARENT);
                record.headers().add(EventHeaders.TRACE_PARENT, followed);
                record.headers().add(EventHeaders.EVENT_TRACE_PARENT, followed);
            }
        }
        return new Spans(spans);
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
