package org.testamur.verification.check;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Whether a credential on record holds, for machines. */
@Path("/verification/credentials")
@Tag(name = "Verification")
@PermitAll
@ActingAs(Actor.PUBLIC)
@RunOnVirtualThread
class VerificationResource {

    private final VerifyCredential verifyCredential;

    VerificationResource(VerifyCredential verifyCredential) {
        this.verifyCredential = verifyCredential;
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Check a credential",
            description = "Open to anybody. Checks schema, proof, issuer, status and dates of the credential on record,"
                    + " each time anew, and answers every check with its reason. The recipient's name stands here only"
                    + " with their consent.")
    @APIResponse(
            responseCode = "200",
            description = "Whether it holds, and why",
            content =
                    @Content(
                            schema = @Schema(implementation = VerificationView.class),
                            examples = @ExampleObject(name = "valid", value = Examples.VERIFICATION)))
    @APIResponse(responseCode = "404", description = "No credential with this id was ever issued here")
    @APIResponse(responseCode = "410", description = "The credential was erased at the learner's request")
    public Response check(
            @PathParam("id") @Parameter(description = "The credential's id.", example = Examples.CREDENTIAL_ID)
                    UUID id) {
        return Response.ok(verifyCredential.onRecord(id))
                .header("Cache-Control", "no-store")
                .build();
    }
}
