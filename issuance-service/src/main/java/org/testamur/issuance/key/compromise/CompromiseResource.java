package org.testamur.issuance.key.compromise;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Accepts the declaration that a key is compromised. */
@Path("/issuance/issuers/{institutionId}/keys/{number}/compromise")
@RunOnVirtualThread
@RolesAllowed("operator")
@ActingAs(Actor.SYSTEM)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
class CompromiseResource {

    private final DeclareCompromise declare;
    private final FindCompromise find;
    private final Caller caller;

    CompromiseResource(DeclareCompromise declare, FindCompromise find, Caller caller) {
        this.declare = declare;
        this.find = find;
        this.caller = caller;
    }

    /** What is known of a compromise. */
    @Schema(name = "KeyCompromiseDeclaration")
    record Declaration(
            @Schema(description = "When the key got out, if that is known.", examples = "2027-02-01T00:00:00Z")
            @Nullable
            Instant since,

            @Schema(description = "For those who look after keys.") @Size(max = 2000) @Nullable
            String note) {}

    @POST
    @Operation(
            summary = "Declare a key compromised",
            description = "Role: operator. From this answer on nothing that the key signs is kept, and nothing that it"
                    + " ever signed counts: the DID document and the issuer's fact say so. If it was the key that"
                    + " signs, another one does at once, without the wait of a rotation, because a DID document that"
                    + " some reader keeps is the smaller harm. What it signed is then issued anew, or revoked, in the"
                    + " background; the answer says where to follow that. Repeated, it changes nothing more. The key"
                    + " of an issuer that is a did:key has no other to follow it: what it signed is revoked.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = Declaration.class),
                            examples = @ExampleObject(name = "Stolen", value = CompromiseExamples.DECLARATION)))
    @APIResponse(
            responseCode = "202",
            description = "Declared; Location is its report",
            content =
                    @Content(
                            schema = @Schema(implementation = CompromiseView.class),
                            examples = @ExampleObject(name = "Running", value = CompromiseExamples.REPORT)))
    @APIResponse(responseCode = "400", description = "since lies in the future.")
    public Response declareKeyCompromise(
            @PathParam("institutionId") UUID institution, @PathParam("number") int number, Declaration declaration) {
        String actor = caller.login();
        return Access.system(institution).call(() -> {
            Compromise compromise = declare.of(institution, number, declaration.since(), declaration.note(), actor);
            return Response.accepted(find.one(compromise.id()))
                    .location(URI.create("/issuance/key-compromises/" + compromise.id()))
                    .build();
        });
    }
}
