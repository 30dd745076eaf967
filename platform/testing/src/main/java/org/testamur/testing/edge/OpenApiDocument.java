package org.testamur.testing.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The OpenAPI document of a service, held to what a client is generated from: each operation has an id, a summary, tags,
 * security, the errors that it can answer with, and a schema for each body; each example is valid by its schema.
 */
public record OpenApiDocument(JsonNode root) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> WITHOUT_BODY = Set.of("202", "204", "303", "304");
    private static final String PROBLEM = "application/problem+json";
    private static final String PAGE = "text/html";
    /** What Java reads and ECMAScript does not: possessive quantifiers, flags, atomic groups, POSIX classes. */
    private static final Pattern JAVA_ONLY =
            Pattern.compile("[+*?}]\\+|\\(\\?[a-zA-Z>]|\\\\[QEAZzGhHRX]|\\\\p\\{(?:Cntrl|Alpha|Punct|Is|java)");

    private static final Pattern QUOTED = Pattern.compile("\".*\"");

    private static final Set<String> OF_INSTITUTIONS =
            Set.of("administrator", "approver", "assessor", "author", "endorser", "moderator", "registrar", "sponsor");

    /** Members whose text is one of few, wherever they stand. */
    private static final Set<String> CLOSED =
            Set.of("roles", "state", "status", "outcome", "kind", "scope", "eventType", "eventTypes", "awardType");

    /** One operation, where it stands. */
    private record DocumentedOperation(String name, String method, String path, JsonNode described) {

        String id() {
            return described.path("operationId").asText();
        }

        boolean has(String in, String parameter) {
            for (JsonNode each : described.path("parameters")) {
                if (each.path("in").asText().equals(in)
                        && (parameter.isEmpty() || each.path("name").asText().equalsIgnoreCase(parameter))) {
                    return true;
                }
            }
            return false;
        }

        boolean demands(String header) {
            for (JsonNode each : described.path("parameters")) {
                if (each.path("name").asText().equalsIgnoreCase(header)
                        && each.path("required").asBoolean()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Reads the document under {@code /{service}/openapi}, and keeps a copy in {@code target} for other tools. */
    public static OpenApiDocument at(URI base, String service) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/" + service + "/openapi?format=json"))
                .header("Accept", "application/json")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Path target = Path.of("target");
            if (Files.isDirectory(target)) {
                Files.writeString(target.resolve("openapi.json"), text);
            }
            return new OpenApiDocument(MAPPER.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every fault, each named by where it is; none in a document that a client can be generated from. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        for (DocumentedOperation operation : operations()) {
            texts(operation, faults);
            String other = ids.put(operation.id(), operation.name());
            if (other != null) {
                faults.add(operation.name() + ": the operationId " + operation.id() + " is that of " + other);
            }
            answers(operation, faults);
            errors(operation, faults);
            examples(operation, faults);
            lists(operation, faults);
            auditors(operation, faults);
        }
        if (!root.at("/components/securitySchemes/openIdConnect/type").asText().equals("openIdConnect")) {
            faults.add("no security scheme openIdConnect");
        }
        schemas("#/components/schemas", root.at("/components/schemas"), faults);
        return faults;
    }

    /** Says by operationId which roles a caller needs one of; operations without such a demand are left out. */
    public Map<String, List<String>> roles() {
        Map<String, List<String>> roles = new TreeMap<>();
        for (DocumentedOperation operation : operations()) {
            List<String> named = new ArrayList<>();
            operation.described().path("x-testamur-roles").forEach(role -> named.add(role.asText()));
            if (!named.isEmpty()) {
                roles.put(operation.id(), named);
            }
        }
        return roles;
    }

    private List<DocumentedOperation> operations() {
        List<DocumentedOperation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(new DocumentedOperation(
                                method.getKey() + " " + path.getKey(),
                                method.getKey(),
                                path.getKey(),
                                method.getValue()))));
        if (operations.isEmpty()) {
            throw new IllegalStateException("the document describes no operation");
        }
        return operations;
    }

    private static void texts(DocumentedOperation operation, List<String> faults) {
        for (String member : List.of("operationId", "summary", "description")) {
            if (operation.described().path(member).asText().isBlank()) {
                faults.add(operation.name() + ": no " + member);
            }
        }
        if (operation.described().path("tags").isEmpty()) {
            faults.add(operation.name() + ": no tag");
        }
        if (!operation.described().has("security")) {
            faults.add(operation.name() + ": no security");
        }
    }

    private void answers(DocumentedOperation operation, List<String> faults) {
        boolean succeeds = false;
        for (Map.Entry<String, JsonNode> response :
                operation.described().path("responses").properties()) {
            String status = response.getKey();
            succeeds |= status.startsWith("2");
            JsonNode content = resolved(response.getValue()).path("content");
            if (content.isEmpty() && !WITHOUT_BODY.contains(status)) {
                faults.add(operation.name() + ": no body for " + status);
            }
            content.properties().forEach(type -> {
                if (type.getValue().path("schema").isEmpty()) {
                    faults.add(operation.name() + ": no schema for " + status + " " + type.getKey());
                }
            });
            if (status.matches("[45]..") && !content.has(PROBLEM) && !content.has(PAGE)) {
                faults.add(operation.name() + ": no problem document for " + status);
            }
        }
        if (!succeeds) {
            faults.add(operation.name() + ": no success");
        }
        operation.described().path("requestBody").path("content").properties().forEach(type -> {
            if (type.getValue().path("schema").isEmpty()) {
                faults.add(operation.name() + ": no schema for the request as " + type.getKey());
            }
            if (type.getKey().equals("application/json")
                    && type.getValue().path("examples").isEmpty()) {
                faults.add(operation.name() + ": no example of the request");
            }
        });
    }

    private static void errors(DocumentedOperation operation, List<String> faults) {
        JsonNode described = operation.described();
        Map<String, Boolean> expected = new TreeMap<>();
        expected.put("429", true);
        expected.put("500", true);
        expected.put("503", true);
        expected.put("401", isGuarded(described));
        expected.put("403", described.has("x-testamur-roles"));
        expected.put("404", operation.has("path", ""));
        expected.put("409", operation.has("header", "Idempotency-Key"));
        expected.put("412", operation.has("header", "If-Match"));
        expected.put("428", operation.demands("If-Match"));
        expected.put("413", described.has("requestBody"));
        expected.put("415", described.has("requestBody"));
        expected.put("400", described.has("requestBody") || operation.has("query", ""));
        expected.forEach((status, demanded) -> {
            if (demanded && !described.path("responses").has(status)) {
                faults.add(operation.name() + ": no " + status);
            }
        });
        if (!isGuarded(described) && described.path("responses").has("401")) {
            faults.add(operation.name() + ": 401 though it is open to anybody");
        }
    }

    /** Every list is read by parts, counted and sorted, or says that it has no order. An export as lines is no list. */
    private static void lists(DocumentedOperation operation, List<String> faults) {
        if (!operation.has("query", "cursor")
                || operation.described().at("/responses/200/content").has("application/x-ndjson")) {
            return;
        }
        for (String parameter : List.of("limit", "count", "sort")) {
            if (!operation.has("query", parameter)
                    && !(parameter.equals("sort")
                            && operation
                                    .described()
                                    .path("description")
                                    .asText()
                                    .contains("In no order"))) {
                faults.add(operation.name() + ": no parameter " + parameter);
            }
        }
    }

    /** An auditor reads whatever people of an institution read. */
    private static void auditors(DocumentedOperation operation, List<String> faults) {
        List<String> roles = new ArrayList<>();
        operation.described().path("x-testamur-roles").forEach(role -> roles.add(role.asText()));
        if (operation.method().equals("get")
                && !roles.contains("auditor")
                && roles.stream().anyMatch(OF_INSTITUTIONS::contains)) {
            faults.add(operation.name() + ": not for auditors");
        }
    }

    private static boolean isGuarded(JsonNode operation) {
        for (JsonNode requirement : operation.path("security")) {
            if (!requirement.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void examples(DocumentedOperation operation, List<String> faults) {
        for (JsonNode parameter : operation.described().path("parameters")) {
            example(
                    operation.name() + " " + parameter.path("name").asText(),
                    parameter.path("schema"),
                    parameter.path("example"),
                    faults);
        }
        media(operation.name() + " request", operation.described().at("/requestBody/content"), faults);
        operation
                .described()
                .path("responses")
                .properties()
                .forEach(response -> media(
                        operation.name() + " " + response.getKey(),
                        resolved(response.getValue()).path("content"),
                        faults));
    }

    private void media(String where, JsonNode content, List<String> faults) {
        content.properties().forEach(type -> {
            JsonNode schema = type.getValue().path("schema");
            example(where, schema, type.getValue().path("example"), faults);
            type.getValue()
                    .path("examples")
                    .properties()
                    .forEach(example -> example(
                            where + " example " + example.getKey(),
                            schema,
                            example.getValue().path("value"),
                            faults));
        });
    }

    private void example(String where, JsonNode schema, JsonNode value, List<String> faults) {
        if (value.isMissingNode() || schema.isMissingNode()) {
            return;
        }
        ObjectNode whole = MAPPER.createObjectNode();
        whole.set("allOf", MAPPER.createArrayNode().add(schema));
        whole.set("components", root.path("components"));
        for (ValidationMessage message : SCHEMAS.getSchema(whole).validate(value)) {
            faults.add(where + ": " + message.getMessage());
        }
    }

    /** Patterns that ECMAScript reads, and examples that are values. */
    private void schemas(String where, JsonNode node, List<String> faults) {
        if (node.isObject()
                && node.path("pattern").isTextual()
                && JAVA_ONLY.matcher(node.path("pattern").asText()).find()) {
            faults.add(where + ": not a pattern of ECMAScript: "
                    + node.path("pattern").asText());
        }
        if (node.isObject() && node.path("examples").isArray()) {
            for (JsonNode example : node.path("examples")) {
                if (example.isTextual() && QUOTED.matcher(example.asText()).matches()) {
                    faults.add(where + ": a quoted example: " + example.asText());
                }
                example(where, node, example, faults);
            }
        }
        node.path("properties").properties().forEach(member -> {
            if (CLOSED.contains(member.getKey()) && isOpenText(member.getValue())) {
                faults.add(where + "/" + member.getKey() + ": a text of few, without an enum");
            }
        });
        // Requests, which share this one, may say that there is none.
        boolean shared = where.startsWith("#/components/schemas/Evidence/");
        if (!shared
                && node.isObject()
                && node.path("type").isArray()
                && node.path("type").toString().contains("\"null\"")) {
            faults.add(where + ": null, where answers leave a member without a value out");
        }
        if (node.isContainerNode() && !where.contains("/examples")) {
            node.properties().forEach(child -> schemas(where + "/" + child.getKey(), child.getValue(), faults));
        }
    }

    /** A text, or a list of texts, whose values are not listed. */
    private boolean isOpenText(JsonNode member) {
        JsonNode schema = resolved(member);
        if (schema.path("type").asText().equals("array")) {
            schema = resolved(schema.path("items"));
        }
        return schema.path("type").asText().equals("string") && !schema.has("enum");
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : node;
    }
}
