package org.testamur.dataintegrity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AbstractJsonValidator;
import com.networknt.schema.AbstractKeyword;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Set;

/**
 * Ends a validation when the caller's {@link TimeBudget} is spent, because the validator has no limit of its own. The
 * keyword is added to each subschema when the schema is read. It never reports a value as invalid.
 */
public final class SchemaTime extends AbstractKeyword {
    private static final String NAME = "x-within-time";
    private static final JsonMapper MAPPER = new JsonMapper();

    public SchemaTime() {
        super(NAME);
    }

    /** The validation took too long. */
    public static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super(null, null, false, false);
        }
    }

    /** A schema that looks at the time as it goes, and is otherwise the same. */
    public static String in(String schema) {
        try {
            JsonNode timed = MAPPER.readTree(schema);
            put(timed);
            return MAPPER.writeValueAsString(timed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a bundled schema is no JSON", e);
        }
    }

    private static void put(JsonNode node) {
        node.forEach(SchemaTime::put);
        if (node instanceof ObjectNode object && isSchema(object)) {
            object.put(NAME, true);
        }
    }

    /** A map of properties has objects in these places. */
    private static boolean isSchema(ObjectNode object) {
        return object.path("type").isTextual()
                || List.of("type", "oneOf", "anyOf", "allOf").stream()
                        .anyMatch(member -> object.path(member).isArray());
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation location, JsonNodePath path, JsonNode node, JsonSchema parent, ValidationContext context) {
        return new Validator(location, path, this, node);
    }

    private static final class Validator extends AbstractJsonValidator {

        Validator(SchemaLocation location, JsonNodePath path, Keyword keyword, JsonNode node) {
            super(location, path, keyword, node);
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode value, JsonNode root, JsonNodePath place) {
            if (TimeBudget.current().isSpent()) {
                throw new Spent();
            }
            return Set.of();
        }
    }
}
