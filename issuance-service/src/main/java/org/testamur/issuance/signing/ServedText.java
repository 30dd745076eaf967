package org.testamur.issuance.signing;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Serves a text byte for byte, with an entity tag, or says that the reader has it. */
public final class ServedText {

    private ServedText() {}

    /** Short, and another for another text. */
    public static String hash(String text) {
        return DocumentSigner.hash(text);
    }

    public static Response answer(String text, String cacheControl, Request request) {
        EntityTag tag = new EntityTag(DocumentSigner.hash(text));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged != null ? unchanged : Response.ok(text.getBytes(StandardCharsets.UTF_8)))
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .build();
    }
}
