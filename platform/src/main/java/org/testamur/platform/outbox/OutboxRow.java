package org.testamur.platform.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Holds a row of the outbox. */
@SuppressWarnings("ArrayRecordComponent")
record OutboxRow(long seq, String topic, String key, String headers, byte @Nullable [] payload) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Throws an {@link IOException} when the headers are no object of texts. */
    ProducerRecord<byte[], byte[]> record() throws IOException {
        var record = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), payload);
        try (JsonParser parser = JSON.createParser(headers)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the headers are no object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                String value = parser.nextTextValue();
                if (value == null) {
                    throw new IOException("the header " + name + " is no text");
                }
                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        }
        return record;
    }
}
