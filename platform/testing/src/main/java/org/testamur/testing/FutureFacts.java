package org.testamur.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The committed examples of a topic, and each of them as a later release may tell it: one enumeration at a time with a
 * value that nobody knows, with members that nobody knows, under a type that nobody knows, and without members that may
 * become optional.
 */
public final class FutureFacts {

    /** What no release knows. */
    public static final String UNKNOWN = "something-new";

    /** Required today; consumers are to do without them. */
    private static final Set<String> MAY_BECOME_OPTIONAL =
            Set.of("email", "logins", "score", "maximumScore", "passMark", "evidence", "enrolmentIds");

    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * A record of a topic.
     *
     * @param name file of the example and how it differs from it
     * @param value JSON, or null for a tombstone
     */
    public record Fact(
            String name,
            String key,
            Map<String, String> headers,
            @Nullable String value) {

        /** The value as it stands in the topic. */
        public byte @Nullable [] bytes() {
            return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Hands a record to a consumer. */
    @FunctionalInterface
    public interface Taker {
        void take(Fact fact) throws Exception;
    }

    private FutureFacts() {}

    /** What went wrong with facts of the topic; to wait for something that they refer to is not wrong. */
    public static List<String> faults(String topic, Taker taker) {
        List<String> faults = new ArrayList<>();
        for (Fact fact : of(topic)) {
            try {
                taker.take(fact);
            } catch (Exception e) {
                Throwable root = e;
                while (root.getCause() != null) {
                    root = root.getCause();
                }
                if (!root.getClass().getSimpleName().equals("MissingReference")) {
                    faults.add(topic + " " + fact.name() + ": " + root);
                }
            }
        }
        return faults;
    }

    /** Reads {@code /contracts} from the class path. */
    public static List<Fact> of(String topic) {
        try (InputStream text =
                resource("/contracts/schemas/" + topic + ".v1.json").openStream()) {
            JsonNode schema = MAPPER.readTree(text);
            List<Fact> facts = new ArrayList<>();
            URI folder = resource("/contracts/examples/" + topic).toURI();
            if (folder.getScheme().equals("jar")) {
                try (var jar = FileSystems.newFileSystem(folder, Map.of())) {
                    read(jar.getPath("/contracts/examples/" + topic), schema, facts);
                }
            } else {
                read(Path.of(folder), schema, facts);
            }
            return facts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.net.URL resource(String path) {
        return Objects.requireNonNull(FutureFacts.class.getResource(path), path);
    }

    private static void read(Path folder, JsonNode schema, List<Fact> facts) throws IOException {
        List<Path> files;
        try (var paths = Files.list(folder)) {
            files = paths.sorted().toList();
        }
        for (Path file : files) {
            JsonNode example = MAPPER.readTree(Files.readString(file));
            new Variants(String.valueOf(file.getFileName()), example, schema, facts).add();
        }
    }

    /** Makes the variants of one example. */
    private record Variants(String file, JsonNode example, JsonNode schema, List<Fact> facts) {

        void add() throws JsonProcessingException {
            JsonNode data = example.path("data");
            Map<String, String> headers =
                    MAPPER.convertValue(example.get("headers"), new TypeReference<Map<String, String>>() {});
            fact("", headers, data);
            fact(
                    " of a new type",
                    with(headers, String.valueOf(headers.get("ce_type")).replaceAll("[a-z-]+\\.v1$", UNKNOWN + ".v1")),
                    data);
            if (data instanceof ObjectNode object) {
                variants("", object, schema, object, headers);
            }
        }

        private static Map<String, String> with(Map<String, String> headers, String type) {
            Map<String, String> changed = new java.util.HashMap<>(headers);
            changed.put("ce_type", type);
            return changed;
        }

        /** Changes one member of the whole at a time, and changes it back. */
        private void variants(
                String path, ObjectNode at, JsonNode declared, ObjectNode whole, Map<String, String> headers)
                throws JsonProcessingException {
            at.put("somethingNew", UNKNOWN);
            fact(path + " with a member that is new", headers, whole);
            at.remove("somethingNew");
            for (Map.Entry<String, JsonNode> member : List.copyOf(at.properties())) {
                String here = path + "/" + member.getKey();
                JsonNode value = member.getValue();
                JsonNode type = resolved(declared.path("properties").path(member.getKey()));
                if (type.has("enum") && value.isTextual()) {
                    changed(
                            at,
                            member.getKey(),
                            each -> at.put(member.getKey(), UNKNOWN),
                            here + " is new",
                            whole,
                            headers);
                }
                if (MAY_BECOME_OPTIONAL.contains(member.getKey())) {
                    changed(
                            at,
                            member.getKey(),
                            each -> at.remove(member.getKey()),
                            here + " is absent",
                            whole,
                            headers);
                }
                if (value instanceof ObjectNode object) {
                    variants(here, object, type, whole, headers);
                } else if (value instanceof ArrayNode array) {
                    array(here, array, resolved(type.path("items")), whole, headers);
                }
            }
        }

        private void array(String path, ArrayNode array, JsonNode items, ObjectNode whole, Map<String, String> headers)
                throws JsonProcessingException {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof ObjectNode object) {
                    variants(path + "/" + i, object, items, whole, headers);
                } else if (items.has("enum") && array.get(i).getNodeType() == JsonNodeType.STRING) {
                    JsonNode before = array.get(i);
                    array.set(i, UNKNOWN);
                    fact(path + "/" + i + " is new", headers, whole);
                    array.set(i, before);
                }
            }
        }

        private void changed(
                ObjectNode at,
                String member,
                Consumer<ObjectNode> change,
                String how,
                ObjectNode whole,
                Map<String, String> headers)
                throws JsonProcessingException {
            JsonNode before = Objects.requireNonNull(at.get(member));
            change.accept(at);
            fact(how, headers, whole);
            at.set(member, before);
        }

        private JsonNode resolved(JsonNode declared) {
            return declared.has("$ref")
                    ? schema.at(declared.path("$ref").asText().substring(1))
                    : declared;
        }

        private void fact(String how, Map<String, String> headers, JsonNode data) throws JsonProcessingException {
            facts.add(new Fact(
                    file + how,
                    example.path("key").asText(),
                    headers,
                    data.isNull() || data.isMissingNode() ? null : MAPPER.writeValueAsString(data)));
        }
    }
}
