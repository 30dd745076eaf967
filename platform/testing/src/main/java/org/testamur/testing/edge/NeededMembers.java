package org.testamur.testing.edge;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Sends the example of each JSON request with parts left out. What the document says to be required is asked for by its
 * pointer, and nothing else is. What is refused before its body is looked at, such as for a record that is not there, says
 * nothing either way.
 */
public final class NeededMembers {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<Integer> ANOTHER = Set.of(401, 403);
    private static final Set<Integer> TAKEN = Set.of(200, 201, 202, 204);

    private final URI base;
    private final JsonNode document;
    private final List<String> tokens;
    private final Set<String> alternatives;
    private final HttpClient client;
    private final List<String> faults = new ArrayList<>();
    private int asked;

    private NeededMembers(
            URI base, JsonNode document, List<String> tokens, Set<String> alternatives, HttpClient client) {
        this.base = base;
        this.document = document;
        this.tokens = tokens;
        this.alternatives = alternatives;
        this.client = client;
    }

    /** What the answers say otherwise than the document, and how many requests were sent. */
    public record Report(int requests, List<String> faults) {}

    /**
     * @param tokens of those who send it, of whom one may carry out each operation
     * @param alternatives pointers of members that are needed only where another member does not stand in for them
     */
    public static Report of(URI base, OpenApiDocument document, List<String> tokens, String... alternatives) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            NeededMembers needed = new NeededMembers(base, document.root(), tokens, Set.of(alternatives), client);
            document.root()
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .properties()
                            .forEach(method -> needed.probe(method.getKey(), path.getKey(), method.getValue())));
            return new Report(needed.asked, List.copyOf(needed.faults));
        }
    }

    private record Sent(int status, Set<String> pointers) {}

    private void probe(String method, String path, JsonNode operation) {
        JsonNode media = operation.path("requestBody").path("content").path("application/json");
        for (JsonNode example : media.path("examples")) {
            JsonNode whole = example.path("value");
            for (String token : tokens) {
                Sent sent = send(method, path, whole, token);
                if (!ANOTHER.contains(sent.status())) {
                    objects(media.path("schema"), whole, "", (schema, at) -> {
                        eachRequired(method, path, whole, token, schema, at);
                        nothingElse(method, path, whole, token, schema, at, sent);
                    });
                    break;
                }
            }
        }
    }

    private void eachRequired(String method, String path, JsonNode whole, String token, JsonNode schema, String at) {
        for (String member : required(schema)) {
            JsonNode without = whole.deepCopy();
            ((ObjectNode) without.at(JsonPointer.compile(at))).remove(member);
            Sent sent = send(method, path, without, token);
            if (TAKEN.contains(sent.status())
                    || (sent.status() == 400 && !sent.pointers().contains(at + "/" + member))) {
                faults.add("%s %s: %s/%s is said to be required: %s".formatted(method, path, at, member, sent));
            }
        }
    }

    private void nothingElse(
            String method, String path, JsonNode whole, String token, JsonNode schema, String at, Sent before) {
        JsonNode least = whole.deepCopy();
        ObjectNode object = (ObjectNode) least.at(JsonPointer.compile(at));
        Set<String> left = new TreeSet<>();
        object.fieldNames().forEachRemaining(left::add);
        left.removeAll(required(schema));
        left.removeIf(member -> alternatives.contains(at + "/" + member));
        object.remove(left);
        Sent sent = send(method, path, least, token);
        for (String member : left) {
            String pointer = at + "/" + member;
            if (sent.pointers().contains(pointer) && !before.pointers().contains(pointer)) {
                faults.add("%s %s: %s is needed, and not said to be required".formatted(method, path, pointer));
            }
        }
    }

    private interface Visitor {
        void visit(JsonNode schema, String at);
    }

    /** Each object that the schema describes, and the first of each list. */
    private void objects(JsonNode schema, JsonNode value, String at, Visitor visitor) {
        JsonNode described = resolved(schema);
        if (value.isArray() && !value.isEmpty()) {
            objects(described.path("items"), value.get(0), at + "/0", visitor);
        } else if (value.isObject() && described.has("properties")) {
            visitor.visit(described, at);
            value.properties()
                    .forEach(member -> objects(
                            described.path("properties").path(member.getKey()),
                            member.getValue(),
                            at + "/" + member.getKey(),
                            visitor));
        }
    }

    private static Set<String> required(JsonNode schema) {
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(member -> required.add(member.asText()));
        return required;
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#/") ? document.at(reference.substring(1)) : schema;
    }

    private Sent send(String method, String path, JsonNode body, String token) {
        asked++;
        HttpRequest request = HttpRequest.newBuilder(URI.create(base
                        + path.replaceAll("\\{(?:number|n)}", "1")
                                .replaceAll("\\{[^}]*}", UUID.randomUUID().toString())))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .header("If-Match", "\"999\"")
                .method(method.toUpperCase(java.util.Locale.ROOT), HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            Set<String> pointers = new HashSet<>();
            if (answer.statusCode() == 400) {
                MAPPER.readTree(answer.body())
                        .path("errors")
                        .forEach(fault -> pointers.add(fault.path("pointer").asText()));
            }
            return new Sent(answer.statusCode(), pointers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
