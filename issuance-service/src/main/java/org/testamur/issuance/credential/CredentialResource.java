package org.testamur.issuance.credential;

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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.issuance.shape.SignedCredential;
import org.testamur.issuance.signing.ServedText;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves credentials under their own addresses, without authentication. Their ids cannot be guessed. */
@Path("/credentials/{id}")
@RunOnVirtualThread
@PermitAll
@ActingAs(Actor.PUBLIC)
@Tag(name = "Credentials", description = "Credentials, their status and its changes.")
class CredentialResource {

    private final FindCredential find;

    CredentialResource(FindCredential find) {
        this.find = find;
    }

    @GET
    @Produces({"application/vc", "application/ld+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Read a credential as it was signed",
            description =
                    "For anybody who knows its id. An Open Badges 3.0 credential with a Data Integrity proof; that it"
                            + " is served does not mean that it still counts: see its credentialStatus.")
    @APIResponse(
            responseCode = "200",
            description = "The signed credential",
            content = @Content(schema = @Schema(implementation = SignedCredential.class)))
    @APIResponse(responseCode = "410", description = "Erased at the learner's request, or no longer shown")
    public Response readSignedCredential(@PathParam("id") UUID id, @Context Request request) {
        return ServedText.answer(find.document(id), "no-cache", request);
    }
}
