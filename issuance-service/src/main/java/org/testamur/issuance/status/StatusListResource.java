package org.testamur.issuance.status;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.issuance.IssuanceConfig;
import org.testamur.issuance.signing.ServedText;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Status lists, open to all: who reads one tells nobody which credential was meant. */
@Path("/status-lists/{id}")
@RunOnVirtualThread
@PermitAll
@ActingAs(Actor.PUBLIC)
@Tag(name = "Status lists")
class StatusListResource {

    private final FindStatusList find;
    private final String cacheControl;

    StatusListResource(FindStatusList find, IssuanceConfig config) {
        this.find = find;
        this.cacheControl = "public, max-age=" + config.statusList().ttl().toSeconds();
    }

    @GET
    @Produces({"application/vc", "application/ld+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "A status list",
            description = "For anybody. A signed BitstringStatusListCredential; a set bit means revoked or superseded.")
    @APIResponse(responseCode = "200", description = "The list; Cache-Control says what its ttl says")
    @APIResponse(responseCode = "404", description = "No such list")
    public Response list(@PathParam("id") UUID id, @Context Request request) {
        return ServedText.answer(find.document(id), cacheControl, request);
    }
}
