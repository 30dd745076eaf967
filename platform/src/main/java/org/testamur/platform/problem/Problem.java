package org.testamur.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a problem document (RFC 9457).
 *
 * @param type stable: {@code urn:testamur:problem:<code>}
 * @param errors every fault of the request, where it has faults that can be named
 * @param incident names the log entry of an unexpected failure
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        List<Fault> errors,
        @Nullable String incident) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** Returns the problem document that answers a refusal. */
    public static Problem of(Refusal refusal) {
        return new Problem(
                type(refusal.code()),
                refusal.kind().title(),
                refusal.kind().status(),
                refusal.getMessage(),
                refusal.faults(),
                null);
    }

    static Problem of(int status, String code, String title, @Nullable String detail) {
        return new Problem(type(code), title, status, detail, List.of(), null);
    }

    static String type(String code) {
        return "urn:testamur:problem:" + code;
    }

    /** Returns an answer with this as its body, its status and media type. */
    public Response.ResponseBuilder response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this);
    }
}
