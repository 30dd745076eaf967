package org.testamur.platform.openapi;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.problem.Problem;

/** Adds what operations refer to: the schema of a problem, the headers of answers, and the common errors. */
final class SharedParts {

    static final String FAULT = "Fault";
    static final String PROBLEM = "Problem";
    static final String IDEMPOTENCY_REPLAYED = "Idempotency-Replayed";
    /** What every answer tells of the limits (draft-ietf-httpapi-ratelimit-headers). */
    static final List<String> LIMITS = List.of("RateLimit", "RateLimit-Policy");

    private final Components components;
    private final IndexView index;
    private final Map<String, Header> headers = headers();

    SharedParts(OpenAPI document, IndexView index) {
        this.index = index;
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        this.components = document.getComponents();
        components.addSchema(FAULT, fault());
        components.addSchema(PROBLEM, problem());
    }

    /** A response that other operations refer to as well. */
    APIResponse shared(Errors.Kind kind) {
        if (components.getResponses() == null || !components.getResponses().containsKey(kind.shared())) {
            APIResponse response = response(kind, kind.description());
            if (kind == Errors.Kind.INVALID) {
                response.getContent().getMediaType(Problem.MEDIA_TYPE).setExample(faults());
            }
            components.addResponse(kind.shared(), response);
        }
        return OASFactory.createAPIResponse().ref("#/components/responses/" + kind.shared());
    }

    /** A response of one operation. */
    APIResponse response(Errors.Kind kind, String description) {
        APIResponse response = OASFactory.createAPIResponse().description(description);
        complete(kind.status(), response, false);
        return response;
    }

    /** Gives an error its body and its headers; the body is a problem document, or a page where pages are answered. */
    void complete(int status, APIResponse response, boolean page) {
        Content content = OASFactory.createContent();
        if (page) {
            content.addMediaType(
                    "text/html",
                    OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        } else {
            content.addMediaType(
                    Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(schema(PROBLEM)));
        }
        response.setContent(content);
        switch (status) {
            case 401 -> addHeader(response, HttpHeaders.WWW_AUTHENTICATE);
            case 429 -> {
                addHeader(response, HttpHeaders.RETRY_AFTER);
                LIMITS.forEach(name -> addHeader(response, name));
            }
            case 503 -> addHeader(response, HttpHeaders.RETRY_AFTER);
            default -> {}
        }
    }

    /** Gives a response a header that all operations share. */
    void addHeader(APIResponse response, String name) {
        if (components.getHeaders() == null || !components.getHeaders().containsKey(name)) {
            components.addHeader(name, headers.get(name));
        }
        response.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name));
    }

    /**
     * Returns the schema of a page of this type. The scanner creates one only where an answer has no example of its
     * own. It names it by the class, and two services may have a class of the same name.
     */
    Schema page(DotName type) {
        ClassInfo known = index.getClassByName(type);
        String item = known == null ? type.withoutPackagePrefix() : Schemas.nameOf(known);
        String name = "Page" + item;
        String scanned = "Page" + (known == null ? item : known.simpleName());
        if (!scanned.equals(name)) {
            components.removeSchema(scanned);
        }
        if (!components.getSchemas().containsKey(name)) {
            components.addSchema(
                    name,
                    object("A part of a list.")
                            .addProperty(
                                    "items",
                                    OASFactory.createSchema()
                                            .addType(Schema.SchemaType.ARRAY)
                                            .items(schema(item)))
                            .addProperty("next", text("Pass it as cursor to go on; absent at the end."))
                            .addProperty(
                                    "total",
                                    OASFactory.createSchema()
                                            .addType(Schema.SchemaType.INTEGER)
                                            .format("int64")
                                            .description("How many items the whole list has, 10,000 at the most."
                                                    + " Absent unless count=true."))
                            .addProperty(
                                    "totalIsExact",
                                    OASFactory.createSchema()
                                            .addType(Schema.SchemaType.BOOLEAN)
                                            .description("false: there are more than total says. Absent unless"
                                                    + " count=true."))
                            .required(List.of("items")));
        }
        return schema(name);
    }

    static Schema schema(String name) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }

    private static Map<String, Object> faults() {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "urn:testamur:problem:invalid");
        problem.put("title", "Validation failed");
        problem.put("status", 400);
        problem.put("detail", "One fault: see errors.");
        problem.put("errors", List.of(Map.of("pointer", "/name", "detail", "must have 1 to 200 characters")));
        return problem;
    }

    private static Schema fault() {
        return object("One thing that is wrong with a request.")
                .addProperty(
                        "pointer",
                        text("A JSON pointer into the body, or query:name, path:name, header:name.")
                                .examples(List.of("/name")))
                .addProperty("detail", text("What is expected.").examples(List.of("must have 1 to 200 characters")))
                .required(List.of("pointer", "detail"));
    }

    private static Schema problem() {
        return object("Why a request was not carried out (RFC 9457).")
                .addProperty(
                        "type",
                        text("The stable name of the refusal.")
                                .format("uri")
                                .examples(List.of("urn:testamur:problem:invalid")))
                .addProperty("title", text("The kind of refusal.").examples(List.of("Validation failed")))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .description("The status of the answer.")
                                .examples(List.of(400)))
                .addProperty("detail", text("What to do about this one.").examples(List.of("One fault: see errors.")))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .description("Every fault, where there are faults that can be named.")
                                .items(schema(FAULT)))
                .addProperty(
                        "incident",
                        text("Names the log entry of an unexpected failure.").format("uuid"))
                .required(List.of("type", "title", "status"));
    }

    private static Map<String, Header> headers() {
        return Map.of(
                HttpHeaders.ETAG,
                header(
                        "The version of what is answered: send it as If-Match to change that version, as If-None-Match"
                                + " to read only what is newer.",
                        "\"3\""),
                HttpHeaders.LOCATION,
                header("Where what was made is read, if it has an address.", "/enrolment/learners/me"),
                "Link",
                header(
                        "The next part of the list, with rel=\"next\" (RFC 8288); absent at the end.",
                        "<https://localhost:8443/catalog/institutions?cursor=MDE5OWY>; rel=\"next\""),
                FactToken.ANSWER_HEADER,
                header(
                        "Names the fact that this request made: send it as " + FactToken.REQUEST_HEADER
                                + " with a request that must know of it. Absent when nothing changed.",
                        null),
                IDEMPOTENCY_REPLAYED,
                header("true when this is the first answer to an Idempotency-Key, sent again.", "true"),
                HttpHeaders.RETRY_AFTER,
                header("After how many seconds to send the request again.", "2"),
                HttpHeaders.WWW_AUTHENTICATE,
                header("Names the scheme (RFC 6750).", "Bearer"),
                LIMITS.getFirst(),
                header(
                        "How many requests are left (r), and after how many seconds all of them are back (t); of the log-in"
                                + " where there is one, otherwise of the address. Absent where nothing is limited.",
                        "\"client\";r=29987;t=1"),
                LIMITS.getLast(),
                header("How many requests (q) are allowed in how many seconds (w).", "\"client\";q=30000;w=60"));
    }

    private static Header header(String description, @Nullable String example) {
        return OASFactory.createHeader()
                .description(description)
                .example(example)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }
}
