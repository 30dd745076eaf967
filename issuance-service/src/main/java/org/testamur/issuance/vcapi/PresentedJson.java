package org.testamur.issuance.vcapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.testamur.platform.problem.Refusal;

/** Reads JSON that others wrote, strictly, and writes it as this service does. */
final class PresentedJson {

    private static final int DEEPEST = 64;

    /** More than a thousand credentials have; braces alone would take a hundred times the memory of their text. */
    private static final long MOST_TOKENS = 1_000_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PresentedJson() {}

    static JsonNode read(byte[] text) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
            return MAPPER.readTree(decoded);
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("", "the body is not UTF-8");
        } catch (NumberFormatException e) {
            throw Refusal.invalid("", "it holds a number beyond all measure");
        } catch (StreamConstraintsException e) {
            throw Refusal.invalid("", "more, deeper or longer than is read here: " + firstLine(e));
        } catch (JsonProcessingException e) {
            throw Refusal.invalid("", "not well-formed JSON: " + firstLine(e));
        }
    }

    private static String firstLine(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message == null ? "unreadable" : message.lines().findFirst().orElse("");
    }

    /** What has been read before, read again. */
    static ObjectNode credential(byte[] text) {
        return (ObjectNode) read(text);
    }

    static byte[] write(Object value) {
        try {
            // Written as bytes, Jackson would escape characters beyond U+FFFF, which it does not in text.
            return MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
