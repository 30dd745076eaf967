package org.testamur.testing.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A running service as its OpenAPI document describes it.
 *
 * @param base where it answers, without a slash at the end
 */
public record DescribedService(URI base, List<Operation> operations) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /**
     * One operation.
     *
     * @param open whether it asks for no token
     * @param query the names of its query parameters
     * @param headers the names of its header parameters
     * @param mediaTypes of its request bodies
     */
    public record Operation(
            String method,
            String path,
            boolean open,
            List<String> query,
            List<String> headers,
            List<String> mediaTypes) {

        /** With the same text in the place of each parameter of the path. */
        public String pathWith(String value) {
            return path.replaceAll("\\{[^}]*}", java.util.regex.Matcher.quoteReplacement(value));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Reads the document under {@code /{service}/openapi}. */
    public static DescribedService at(URI base, String service) {
        // Where a long answer comes with the upgrade to HTTP/2, the client takes parts of it for frames now and then.
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return at(base, service, client);
        }
    }

    /** By this client, which trusts the certificate of the address. */
    public static DescribedService at(URI base, String service, HttpClient client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/" + service + "/openapi?format=json"))
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + " answered " + answer.statusCode());
            }
            return new DescribedService(base, operations(new ObjectMapper().readTree(answer.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<Operation> operations(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(
                                operation(method.getKey(), path.getKey(), path.getValue(), method.getValue()))));
        if (operations.isEmpty()) {
            throw new IllegalStateException("the document describes no operation");
        }
        return List.copyOf(operations);
    }

    private static Operation operation(String method, String path, JsonNode ofPath, JsonNode described) {
        List<String> mediaTypes = new ArrayList<>();
        described.path("requestBody").path("content").fieldNames().forEachRemaining(mediaTypes::add);
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                isOpen(described.path("security")),
                parameters("query", ofPath, described),
                parameters("header", ofPath, described),
                mediaTypes);
    }

    /** A requirement without a scheme is none. */
    private static boolean isOpen(JsonNode security) {
        for (JsonNode requirement : security) {
            if (!requirement.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> parameters(String in, JsonNode... described) {
        List<String> names = new ArrayList<>();
        for (JsonNode each : described) {
            for (JsonNode parameter : each.path("parameters")) {
                if (parameter.path("in").asText().equals(in)) {
                    names.add(parameter.path("name").asText());
                }
            }
        }
        return names;
    }
}
