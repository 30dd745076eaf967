package org.testamur.verification.check;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Verifies a credential on record. */
@Path("/verification/credentials")
@Tag(name = "Verification", description = "Whether credentials are valid.")
@PermitAll
@ActingAs(Actor.PUBLIC)
@RunOnVirtualThread
class VerificationResource {

    private final VerifyCredential verifyCredential;
    private final Clock clock;

    VerificationResource(VerifyCredential verifyCredential, Clock clock) {
        this.verifyCredential = verifyCredential;
        this.clock = clock;
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Verify a credential on record",
            description = "Open to anybody. Checks schema, proof, issuer, status and dates of the credential on record,"
                    + " each time anew, and answers every check with its reason. The recipient's name stands here only"
                    + " with their consent. With at, it answers for that time: how the credential stood by its"
                    + " history, by the issuer's keys that counted then, and by its dates. Of a credential that"
                    + " bears a name which its learner no longer bears or wants shown, nothing is said but that it was"
                    + " replaced or revoked, for any time.")
    @APIResponse(
            responseCode = "200",
            description = "Whether it holds, and why",
            content =
                    @Content(
                            schema = @Schema(implementation = VerificationView.class),
                            examples = {
                                @ExampleObject(name = "revoked", value = Examples.VERIFICATION),
                                @ExampleObject(name = "suspended, at a time", value = Examples.SUSPENDED_THEN),
                                @ExampleObject(name = "replaced under another name", value = Examples.HIDDEN)
                            }))
    @APIResponse(responseCode = "410", description = "The credential was erased at the learner's request")
    public Response verifyCredentialOnRecord(
            @PathParam("id") @Parameter(description = "The credential's id.", example = Examples.CREDENTIAL_ID) UUID id,
            @QueryParam("at")
                    @Parameter(
                            description = "The time that is asked about, not later than now; now when absent.",
                            example = "2026-11-21T10:15:30Z")
                    @Nullable
                    String at) {
        return Response.ok(verifyCredential.onRecord(id, AsOf.of(at, "query:at", clock)))
                .header("Cache-Control", "no-store")
                .build();
    }
}
