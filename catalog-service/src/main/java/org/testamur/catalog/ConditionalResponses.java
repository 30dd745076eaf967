package org.testamur.catalog;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Answers reads with an entity tag, or with 304 to who has that version. */
public final class ConditionalResponses {

    private ConditionalResponses() {}

    public static Response answer(Request request, long version, Object view) {
        EntityTag tag = new EntityTag(Long.toString(version));
        Response.ResponseBuilder response = request.evaluatePreconditions(tag);
        if (response == null) {
            response = Response.ok(view);
        }
        return response.tag(tag).build();
    }
}
