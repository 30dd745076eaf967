package org.testamur.issuance.key.rotation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.issuance.key.store.RewrapKeys;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Reports and starts the change from one key-encryption key to the next. */
@Path("/issuance/operations/key-encryption-key")
@RunOnVirtualThread
@RolesAllowed("operator")
@ActingAs(Actor.SYSTEM)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operations", description = "What operators see and do of a running service.")
class RewrapResource {

    private final RewrapKeys rewrap;

    RewrapResource(RewrapKeys rewrap) {
        this.rewrap = rewrap;
    }

    @POST
    @Path("/rewrapping")
    @Operation(
            summary = "Wrap every sealed key with the current key-encryption key",
            description =
                    "Role: operator. Works in small steps that stay done: when it is cut short, ask again. Signing"
                            + " goes on meanwhile. When nothing is left, the previous key-encryption keys can be taken out of"
                            + " the configuration.")
    @APIResponse(
            responseCode = "200",
            description = "What was done, and how many keys only a previous key-encryption key opens still",
            content =
                    @Content(
                            schema = @Schema(implementation = RewrapKeys.Rewrapped.class),
                            examples =
                                    @ExampleObject(
                                            name = "All",
                                            value = "{\"current\":\"5f0d3a9be2c41877\",\"rewrapped\":41,"
                                                    + "\"unopened\":0,\"remaining\":0}")))
    public RewrapKeys.Rewrapped rewrapKeys() {
        return rewrap.all();
    }
}
