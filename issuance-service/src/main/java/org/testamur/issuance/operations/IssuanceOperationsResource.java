package org.testamur.issuance.operations;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.issuance.badge.template.TemplateSamples;
import org.testamur.platform.consumer.Consumers;
import org.testamur.platform.health.InstanceHealth;
import org.testamur.platform.operations.OperationsResource;
import org.testamur.platform.operations.Republication;

/** Serves the operator's requests to this service. */
@Path("/issuance/operations")
@Tag(name = "Operations", description = "What operators see and do of a running service.")
class IssuanceOperationsResource extends OperationsResource {

    private final TemplateSamples samples;

    IssuanceOperationsResource(
            Consumers consumers, Republication republication, TemplateSamples samples, InstanceHealth health) {
        super(consumers, republication, health);
        this.samples = samples;
    }

    @GET
    @Path("/template-mismatches")
    @RolesAllowed("operator")
    @Operation(
            summary = "List mismatches of templates",
            description =
                    "Role: operator. Found by this instance since it started, in samples of what it issued; empty is as"
                            + " it should be. Each template that is named has been out of use since. Issue the"
                            + " credential again, and look at those of the same achievement that were issued since the"
                            + " template came into use.")
    public List<TemplateSamples.Mismatch> listTemplateMismatches() {
        return samples.mismatches();
    }
}
