package org.testamur.platform.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Holds a received fact.
 *
 * @param id the CloudEvents id, the same however often the event arrives
 * @param tenant the institution that the fact belongs to, if to one
 * @param value JSON bytes, or null for a tombstone
 * @param traceparent what sent it, if that is traced
 */
public record IncomingEvent(
        String id,
        String type,
        UUID key,
        @Nullable UUID tenant,
        long version,
        Instant time,
        byte @Nullable [] value,
        @Nullable String traceparent) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Belongs to no trace. */
    public IncomingEvent(
            String id,
            String type,
            UUID key,
            @Nullable UUID tenant,
            long version,
            Instant time,
            byte @Nullable [] value) {
        this(id, type, key, tenant, version, time, value, null);
    }

    /** Refuses, by {@link IllegalArgumentException}, a record that is no CloudEvent of ours. */
    public static IncomingEvent of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        return of(
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8), headers, record.value());
    }

    public static IncomingEvent of(String key, Map<String, String> headers, byte @Nullable [] value) {
        String tenant = headers.get(EventHeaders.TENANT);
        return new IncomingEvent(
                required(headers, EventHeaders.ID),
                required(headers, EventHeaders.TYPE),
                UUID.fromString(key),
                tenant == null || tenant.isEmpty() ? null : UUID.fromString(tenant),
                Long.parseLong(required(headers, EventHeaders.VERSION)),
                Instant.parse(required(headers, EventHeaders.TIME)),
                value,
                headers.get(EventHeaders.TRACE_PARENT));
    }

    private static String required(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("the record has no header " + name);
        }
        return value;
    }

    public boolean isTombstone() {
        return value == null;
    }

    /** Reads the fields that the given record declares and ignores the rest. */
    public <T> T data(Class<T> type) {
        if (value == null) {
            throw new IllegalStateException("a tombstone has no data");
        }
        try {
            return MAPPER.readValue(value, type);
        } catch (IOException e) {
            throw new UncheckedIOException("unreadable " + this.type + ": " + e.getMessage(), e);
        }
    }
}
