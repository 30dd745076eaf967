package org.testamur.platform.openapi;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.FactToken;

/** Adds to the answers of an operation the headers that they may have. */
final class AnswerHeaders {

    private AnswerHeaders() {}

    static void add(
            OpenAPI document,
            SharedParts parts,
            PathItem.HttpMethod http,
            DeclaredOperation declared,
            Operation operation) {
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (!status.matches("[23]..")) {
                return;
            }
            SharedParts.LIMITS.forEach(name -> parts.addHeader(response, name));
            if (declared.isConditional() || isVersioned(document, response)) {
                parts.addHeader(response, HttpHeaders.ETAG);
            }
            if (declared.isPaged()) {
                parts.addHeader(response, "Link");
            }
            if (status.equals("201") || status.equals("202")) {
                parts.addHeader(response, HttpHeaders.LOCATION);
            }
            if (http != PathItem.HttpMethod.GET && !declared.isOpen()) {
                parts.addHeader(response, FactToken.ANSWER_HEADER);
            }
            if (declared.isIdempotent()) {
                parts.addHeader(response, SharedParts.IDEMPOTENCY_REPLAYED);
            }
        });
    }

    /** What has a version has it as its ETag. */
    private static boolean isVersioned(OpenAPI document, APIResponse response) {
        return response.getContent() != null
                && response.getContent().getMediaTypes() != null
                && response.getContent().getMediaTypes().values().stream()
                        .flatMap(type -> Stream.ofNullable(type.getSchema()))
                        .map(schema -> properties(document, schema))
                        .anyMatch(
                                properties -> properties.containsKey("version") || properties.containsKey("revision"));
    }

    private static Map<String, Schema> properties(OpenAPI document, Schema schema) {
        Schema resolved = Schemas.resolved(document, schema);
        @Nullable Map<String, Schema> properties = resolved == null ? null : resolved.getProperties();
        return properties == null ? Map.of() : properties;
    }
}
