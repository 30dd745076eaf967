package org.testamur.catalog.image;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** Answers with an image so that a browser that opens it by itself runs and fetches nothing. */
public final class ImageAnswer {

    private ImageAnswer() {}

    /** For an address that shows one image for ever. */
    public static Response lasting(Request request, UUID id, ImageFile file) {
        return answer(request, id, file, "public, max-age=31536000, immutable");
    }

    /** For an address whose image may change. */
    public static Response changing(Request request, UUID id, ImageFile file) {
        return answer(request, id, file, "public, max-age=300");
    }

    /** For an address that not everybody may read. */
    public static Response confidential(Request request, UUID id, ImageFile file) {
        return answer(request, id, file, "private, no-cache");
    }

    private static Response answer(Request request, UUID id, ImageFile file, String cache) {
        EntityTag tag = new EntityTag(id.toString());
        Response.ResponseBuilder response = request.evaluatePreconditions(tag);
        if (response == null) {
            response = Response.ok(file.content(), file.mediaType());
        }
        return response.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, cache)
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
                .build();
    }
}
