package org.testamur.platform.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.problem.Violations;

/**
 * Reads a request's JSON into a record and names all that is wrong with it at once: broken syntax, forbidden
 * characters, unknown fields, wrong types, and the record's own constraints. Records need no {@code @Valid}.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public class StrictJsonReader implements MessageBodyReader<Object> {

    private static final int MOST_FAULTS = 100;
    private static final int DEEPEST = 64;
    private static final int MOST_DIGITS = 100;

    private final Validator validator;
    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(MOST_DIGITS)
                            .build())
                    .build())
            .findAndAddModules()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, text -> {
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .build();

    StrictJsonReader(Validator validator) {
        this.validator = validator;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return read(type, body.readAllBytes());
    }

    /** For bodies that arrive another way, such as one row of many. */
    public <T> T read(Class<T> type, byte[] json) {
        JsonNode tree = parse(json);
        List<Fault> faults = new ArrayList<>();
        checkText(tree, JsonPointer.empty(), faults);
        T value = bind(type, tree, faults);
        if (value != null) {
            Set<String> named = new HashSet<>();
            faults.forEach(fault -> named.add(fault.pointer()));
            Violations.faults(validator.validate(value), false).stream()
                    .filter(fault -> !named.contains(fault.pointer()))
                    .limit(Math.max(0, MOST_FAULTS - faults.size()))
                    .forEach(faults::add);
        }
        if (!faults.isEmpty() || value == null) {
            throw Refusal.invalid(faults);
        }
        return value;
    }

    private JsonNode parse(byte[] json) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("", "the body is not UTF-8");
        }
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree == null || tree.isMissingNode()) {
                throw Refusal.invalid("", "the body is empty: a JSON object is expected");
            }
            return tree;
        } catch (NumberFormatException e) {
            throw Refusal.invalid("", "holds a number beyond all measure");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line %d, column %d)"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw Refusal.invalid("", "not well-formed JSON: " + firstLine(e.getOriginalMessage()) + where);
        }
    }

    private <T> @Nullable T bind(Class<T> type, JsonNode tree, List<Fault> faults) {
        if (!tree.isObject()) {
            faults.add(new Fault("", "a JSON object is expected"));
            return null;
        }
        // A value that cannot be bound is noted and taken out, until the rest can be bound.
        for (int tries = 0; tries < MOST_FAULTS && faults.size() < MOST_FAULTS; tries++) {
            try {
                return mapper.readerFor(type).withHandler(new Collector(faults)).readValue(mapper.treeAsTokens(tree));
            } catch (JsonMappingException e) {
                JsonPointer at = JsonPointer.compile(pointer(e));
                Class<?> target = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
                String detail = target == null || target.isRecord()
                        ? firstLine(e.getOriginalMessage())
                        : "is not " + Collector.describe(target);
                noteOnce(faults, new Fault(at.toString(), detail));
                if (!takeOut(tree, at)) {
                    return null;
                }
            } catch (IOException e) {
                faults.add(new Fault("", "unreadable"));
                return null;
            }
        }
        return null;
    }

    private static void noteOnce(List<Fault> faults, Fault fault) {
        if (faults.size() < MOST_FAULTS
                && faults.stream().noneMatch(known -> known.pointer().equals(fault.pointer()))) {
            faults.add(fault);
        }
    }

    private static boolean takeOut(JsonNode tree, JsonPointer at) {
        if (at.matches()) {
            return false;
        }
        JsonNode parent = tree.at(at.head());
        if (parent instanceof ObjectNode object) {
            return object.remove(at.last().getMatchingProperty()) != null;
        }
        if (parent instanceof ArrayNode array && array.has(at.last().getMatchingIndex())) {
            // Not removed: those after it keep their places.
            boolean taken = !array.get(at.last().getMatchingIndex()).isNull();
            array.setNull(at.last().getMatchingIndex());
            return taken;
        }
        return false;
    }

    private static void checkText(JsonNode node, JsonPointer at, List<Fault> faults) {
        if (faults.size() >= MOST_FAULTS) {
            return;
        }
        if (node.getNodeType() == JsonNodeType.STRING) {
            PlainText.fault(node.textValue()).ifPresent(fault -> faults.add(new Fault(at.toString(), fault)));
        } else if (node.isBigDecimal() && Math.abs(node.decimalValue().scale()) > MOST_DIGITS) {
            faults.add(new Fault(at.toString(), "is a number beyond all measure"));
        } else if (node.isObject()) {
            node.properties().forEach(entry -> checkText(entry.getValue(), at.appendProperty(entry.getKey()), faults));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkText(node.get(i), at.appendIndex(i), faults);
            }
        }
    }

    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer.append('/')
                    .append(
                            step.getFieldName() == null
                                    ? String.valueOf(step.getIndex())
                                    : escaped(step.getFieldName()));
        }
        return pointer.toString();
    }

    /** RFC 6901 §3. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String firstLine(@Nullable String message) {
        String line =
                message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
        // Class names say nothing to a caller.
        return line.replaceAll("`?(java|org)\\.[\\w.$]+`?", "value");
    }

    /** Notes each fault of binding and lets binding go on. */
    private static final class Collector extends DeserializationProblemHandler {

        private static final JsonMapper NAMES = new JsonMapper();

        private final List<Fault> faults;

        Collector(List<Fault> faults) {
            this.faults = faults;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            // The parser may or may not have stepped onto the name.
            String at = place(parser);
            String step = "/" + escaped(name);
            String pointer = at.endsWith(step) ? at : at + step;
            noteOnce(faults, new Fault(pointer, "is not a field of this request"));
            parser.skipChildren();
            return true;
        }

        @Override
        public @Nullable Object handleWeirdStringValue(
                DeserializationContext context, Class<?> target, String value, String message) {
            note(context.getParser(), "is not " + describe(target));
            return null;
        }

        @Override
        public @Nullable Object handleWeirdNumberValue(
                DeserializationContext context, Class<?> target, Number value, String message) {
            note(context.getParser(), "is not " + describe(target));
            return null;
        }

        @Override
        public @Nullable Object handleUnexpectedToken(
                DeserializationContext context, JavaType target, JsonToken token, JsonParser parser, String message)
                throws IOException {
            note(parser, "is not " + describe(target.getRawClass()));
            parser.skipChildren();
            return null;
        }

        @Override
        public @Nullable Object handleInstantiationProblem(
                DeserializationContext context, Class<?> type, @Nullable Object argument, Throwable problem) {
            note(context.getParser(), firstLine(problem.getMessage()));
            return null;
        }

        /** As the document and the bodies of requests have them. */
        private static String names(Class<?> target) {
            return Arrays.stream(target.getEnumConstants())
                    .map(constant -> NAMES.convertValue(constant, String.class))
                    .collect(Collectors.joining(", "));
        }

        private void note(JsonParser parser, String detail) {
            noteOnce(faults, new Fault(place(parser), detail));
        }

        /** A cursor over a tree counts its root as a step without a name. */
        private static String place(JsonParser parser) {
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            return pointer.startsWith("//") ? pointer.substring(1) : pointer.equals("/") ? "" : pointer;
        }

        private static String describe(Class<?> target) {
            if (target.isEnum()) {
                return "one of " + names(target);
            }
            return switch (target.getSimpleName()) {
                case "UUID" -> "a UUID";
                case "LocalDate" -> "a date such as 2026-11-30";
                case "Instant" -> "an instant such as 2026-11-30T12:00:00Z";
                case "Period" -> "an ISO 8601 period such as P3Y";
                case "Duration" -> "an ISO 8601 duration such as PT30H";
                case "URI" -> "a URI";
                case "BigDecimal", "Double", "double" -> "a number";
                case "Integer", "int", "Long", "long" -> "a whole number";
                case "Boolean", "boolean" -> "true or false";
                case "String" -> "a text";
                case "List", "Set" -> "a list";
                default -> "an object of the expected shape";
            };
        }
    }
}
