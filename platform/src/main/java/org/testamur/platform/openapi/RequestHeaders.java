package org.testamur.platform.openapi;

import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Adds to an operation the headers that the platform reads, where it has a use for them. */
final class RequestHeaders {

    private RequestHeaders() {}

    static void add(DeclaredOperation declared, Operation operation) {
        declared.actor().ifPresent(actor -> {
            if (actor == Actor.STAFF) {
                operation.addParameter(header(
                        Caller.INSTITUTION_HEADER,
                        "Slug of the institution that the caller works for in this request. Needed when the token"
                                + " names several.",
                        "northfield"));
            }
            if (actor == Actor.PARTNER) {
                operation.addParameter(header(
                        Caller.EMPLOYER_HEADER,
                        "Slug of the employer that the caller works for in this request. Needed when the token names"
                                + " several.",
                        "brightwater"));
            }
        });
        if (declared.isIdempotent()) {
            operation.addParameter(header(
                    "Idempotency-Key",
                    "Any text of up to 200 characters. The same request sent again with it within a day gets the first"
                            + " answer and changes nothing.",
                    "019a7f3e-enrol-lena-food-safety"));
        }
        if (declared.isConditional()) {
            operation.addParameter(header(
                    HttpHeaders.IF_NONE_MATCH, "The ETag of the state that the caller has: answers 304 to it.", null));
        }
        operation.addParameter(header(
                FactToken.REQUEST_HEADER,
                "Values of " + FactToken.ANSWER_HEADER
                        + " from earlier answers, comma-separated: the request waits until those facts have arrived"
                        + " here, or is answered with 503.",
                null));
        ifMatch(operation);
    }

    /** Its parameter says whether it is required; the text is the same everywhere. */
    private static void ifMatch(Operation operation) {
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getIn() == Parameter.In.HEADER
                    && HttpHeaders.IF_MATCH.equalsIgnoreCase(parameter.getName())) {
                parameter.setDescription(
                        Boolean.TRUE.equals(parameter.getRequired())
                                ? "The ETag that was read."
                                : "The ETag that was read: then nothing is changed if it has changed since.");
                parameter.setExample("\"3\"");
            }
        }
    }

    private static Parameter header(String name, String description, @Nullable String example) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .required(false)
                .example(example)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }
}
