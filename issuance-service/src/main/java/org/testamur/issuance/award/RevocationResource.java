package org.testamur.issuance.award;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.issuance.credential.CredentialView;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Revocation by a registrar. */
@Path("/issuance/credentials/{id}/revocation")
@RunOnVirtualThread
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Credentials")
class RevocationResource {

    private final RevokeAward revoke;

    RevocationResource(RevokeAward revoke) {
        this.revoke = revoke;
    }

    /** What a registrar says of a revocation. */
    @Schema(name = "Revocation")
    record Revocation(
            @Schema(description = "Shown to everybody who verifies the credential.", examples = "Awarded in error")
            @NotBlank
            @Size(max = 500)
            String reason) {}

    @POST
    @Operation(
            summary = "Revoke a credential",
            description =
                    "For registrars of the institution. The status list says so within seconds. Repeated, it changes"
                            + " nothing more.")
    @APIResponse(responseCode = "200", description = "The credential, revoked")
    @APIResponse(responseCode = "404", description = "No such credential at this institution")
    @APIResponse(responseCode = "409", description = "Superseded: a corrected credential has taken its place")
    @APIResponse(responseCode = "410", description = "Erased")
    public CredentialView revoke(@PathParam("id") UUID id, Revocation revocation) {
        return revoke.revoke(id, revocation.reason());
    }
}
