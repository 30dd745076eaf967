package org.testamur.platform.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.ser.InstantSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * Writes the JSON of all answers alike. A member without a value is absent, never null. An instant is in UTC with three
 * decimals of a second: {@code 2026-11-30T04:37:08.120Z}; what is finer is cut off, never rounded up, so that no instant
 * moves to the next day.
 */
@Singleton
public class JsonAnswers implements ObjectMapperCustomizer {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** After all others, whose serializers it replaces. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.setSerializationInclusion(JsonInclude.Include.NON_NULL);
        mapper.registerModule(new SimpleModule("testamur-answers").addSerializer(Instant.class, new InMilliseconds()));
    }

    /**
     * Writes values whole, as facts bear them and hashes compare them: instants as fine as they are, and null where
     * there is no value.
     */
    public static ObjectMapper whole(ObjectMapper answers) {
        return answers.copy()
                .setSerializationInclusion(JsonInclude.Include.ALWAYS)
                .registerModule(
                        new SimpleModule("testamur-whole").addSerializer(Instant.class, InstantSerializer.INSTANCE));
    }

    private static final class InMilliseconds extends JsonSerializer<Instant> {

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(MILLISECONDS.format(instant));
        }
    }
}
