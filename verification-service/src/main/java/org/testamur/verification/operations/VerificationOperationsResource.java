package org.testamur.verification.operations;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.consumer.Consumers;
import org.testamur.platform.health.InstanceHealth;
import org.testamur.platform.operations.OperationsResource;
import org.testamur.platform.operations.Republication;

/** Operations of this service, under its own path. */
@Path("/verification/operations")
@Tag(name = "Operations", description = "What operators see and do of a running service.")
public class VerificationOperationsResource extends OperationsResource {

    VerificationOperationsResource(Consumers consumers, Republication republication, InstanceHealth health) {
        super(consumers, republication, health);
    }
}
