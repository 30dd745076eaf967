package org.testamur.issuance.status;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.shape.StatusListCredential;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Status lists, open to all: who reads one tells nobody which credential was meant. */
@Path("/status-lists/{id}")
@RunOnVirtualThread
@PermitAll
@ActingAs(Actor.PUBLIC)
@Tag(name = "Status lists", description = "Signed lists of what is revoked, suspended or replaced.")
class StatusListResource {

    private final FindStatusList find;
    private final String cacheControl;

    StatusListResource(FindStatusList find, StatusSettings settings) {
        this.find = find;
        this.cacheControl = "public, max-age=" + settings.ttl().toSeconds();
    }

    @GET
    @Produces({"application/vc", "application/ld+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Read a status list",
            description = "For anybody. A signed BitstringStatusListCredential; its statusPurpose says what a set bit"
                    + " means: revocation (revoked or superseded), suspension (does not count for now), refresh"
                    + " (there is a newer credential). Some set bits are decoys and belong to no credential.")
    @APIResponse(
            responseCode = "200",
            description = "The list; Cache-Control says what its ttl says",
            content = @Content(schema = @Schema(implementation = StatusListCredential.class)))
    @APIResponse(responseCode = "304", description = "As it was read before")
    public Response readStatusList(
            @PathParam("id") UUID id,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String accepted,
            @Context Request request) {
        FindStatusList.Published list = find.published(id);
        boolean compressed = Encodings.acceptsGzip(accepted);
        EntityTag tag = new EntityTag(compressed ? list.etag() + "-gzip" : list.etag());
        Response.ResponseBuilder answer = request.evaluatePreconditions(tag);
        if (answer == null) {
            answer = Response.ok(compressed ? list.compressed() : expanded(list.compressed()));
            if (compressed) {
                answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
            }
        }
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.VARY, "Accept, Accept-Encoding")
                .build();
    }

    private static byte[] expanded(byte[] compressed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
