package org.testamur.platform.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Gives an answer the body that its media types tell: images are binary, pages and streams of events are text. What is
 * served as it was signed or published has the schema of no class of ours, and is an object with an id.
 */
final class Answers {

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    private Answers() {}

    static void complete(SharedParts parts, DeclaredOperation declared, Operation operation) {
        APIResponses responses = operation.getResponses();
        if (declared.isConditional() && responses.getAPIResponse("304") == null) {
            responses.addAPIResponse(
                    "304", OASFactory.createAPIResponse().description("It is as If-None-Match says: no body."));
        }
        APIResponse answer = responses.getAPIResponse("200");
        if (answer == null || answer.getRef() != null) {
            return;
        }
        Content content = answer.getContent() == null ? OASFactory.createContent() : answer.getContent();
        if (declared.isPaged()) {
            content.addMediaType(
                    JSON,
                    OASFactory.createMediaType()
                            .schema(parts.page(declared.item()))
                            .examples(
                                    content.hasMediaType(JSON)
                                            ? content.getMediaType(JSON).getExamples()
                                            : null));
        } else if (isBare(content)) {
            boolean images = declared.produces().stream().anyMatch(type -> type.startsWith("image/"));
            declared.produces().stream()
                    .map(type -> type.split(";", 2)[0])
                    .filter(type -> !images || type.startsWith("image/"))
                    .forEach(type -> content.addMediaType(
                            type,
                            OASFactory.createMediaType()
                                    .schema(schema(type))
                                    .examples(
                                            content.hasMediaType(type)
                                                    ? content.getMediaType(type).getExamples()
                                                    : null)));
            if (images) {
                content.removeMediaType("application/json");
            }
        }
        if (declared.stream() != null) {
            content.addMediaType(EVENTS, OASFactory.createMediaType().schema(schema(EVENTS)));
        }
        if (content.getMediaTypes() != null && !content.getMediaTypes().isEmpty()) {
            answer.setContent(content);
        }
    }

    private static boolean isBare(Content content) {
        return content.getMediaTypes() == null
                || content.getMediaTypes().values().stream().allMatch(Answers::saysNothing);
    }

    private static boolean saysNothing(MediaType type) {
        Schema schema = type.getSchema();
        return schema == null || (schema.getRef() == null && schema.getType() == null);
    }

    private static Schema schema(String type) {
        Schema schema = OASFactory.createSchema();
        if (type.startsWith("image/")) {
            schema.addType(Schema.SchemaType.STRING).format("binary");
        } else if (type.equals(EVENTS)) {
            schema.addType(Schema.SchemaType.STRING)
                    .description("Server-sent events, as changes come; the data of each is the JSON that this"
                            + " operation answers with. Send the last id as Last-Event-ID to go on from there. The"
                            + " stream ends when nothing more is to come, or after ten minutes.");
        } else if (type.startsWith("text/")) {
            schema.addType(Schema.SchemaType.STRING);
        } else {
            schema.addType(Schema.SchemaType.OBJECT)
                    .addProperty("@context", OASFactory.createSchema().description("JSON-LD contexts."))
                    .addProperty("id", OASFactory.createSchema().addType(Schema.SchemaType.STRING))
                    .required(List.of("id"))
                    .additionalPropertiesBoolean(true);
        }
        return schema;
    }
}
