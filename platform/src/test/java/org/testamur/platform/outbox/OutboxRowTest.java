package org.testamur.platform.outbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxRowTest {

    private static final byte[] PAYLOAD = "{}".getBytes(StandardCharsets.UTF_8);

    @Test
    void headersBecomeTheRecordsHeaders() throws IOException {
        var record =
                new OutboxRow(1, "topic", "key", "{\"ce_id\": \"1\", \"x\": \"a \\\"b\\\" 𝄞\"}", PAYLOAD).record();
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertEquals(Map.of("ce_id", "1", "x", "a \"b\" 𝄞"), headers);
        assertEquals("topic", record.topic());
        assertArrayEquals("key".getBytes(StandardCharsets.UTF_8), record.key());
        assertArrayEquals(PAYLOAD, record.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"a\":{\"b\":\"c\"}}", "{\"a\":1}", "{\"a\":null}", "{\"a\":\"b\""})
    void whatIsNoObjectOfTextsIsNoRecord(String headers) {
        assertThrows(IOException.class, () -> new OutboxRow(1, "topic", "key", headers, PAYLOAD).record());
    }
}
