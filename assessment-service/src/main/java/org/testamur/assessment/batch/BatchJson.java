package org.testamur.assessment.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.testamur.platform.problem.Refusal;

/** Reads {@code {"rows": [...]}} row by row, without ever holding all of it as a tree. */
final class BatchJson {

    private static final int DEEPEST = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private BatchJson() {}

    static void read(String body, int mostRows, RowReader rows, RowFaults faults) {
        try (JsonParser parser = MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Refusal.invalid("", "a JSON object with rows is expected");
            }
            boolean given = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("rows")) {
                    given = true;
                    rows(parser, mostRows, rows, faults);
                } else {
                    faults.add("/" + name.replace("~", "~0").replace("/", "~1"), "is not a field of this request");
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw Refusal.invalid("", "something follows the JSON object");
            }
            if (!given) {
                faults.add("/rows", "must be given");
            }
        } catch (StreamConstraintsException e) {
            // It does not say where.
            throw Refusal.invalid(
                    "",
                    "nested deeper than %d levels, or holds a number or name beyond all measure".formatted(DEEPEST));
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw Refusal.invalid(
                    "",
                    where == null
                            ? "not well-formed JSON"
                            : "not well-formed JSON (line %d, column %d)"
                                    .formatted(where.getLineNr(), where.getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode row(JsonParser parser, RowReader rows) throws IOException {
        try {
            return MAPPER.readTree(parser);
        } catch (NumberFormatException e) {
            throw Refusal.invalid(
                    "/rows/" + rows.count(), "row " + (rows.count() + 1) + ": holds a number beyond all measure");
        }
    }

    private static void rows(JsonParser parser, int mostRows, RowReader rows, RowFaults faults) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            faults.add("/rows", "must be a list");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (rows.count() == mostRows) {
                throw Refusal.invalid("/rows", "must hold at most " + mostRows + " rows");
            }
            rows.take(row(parser, rows));
        }
    }
}
