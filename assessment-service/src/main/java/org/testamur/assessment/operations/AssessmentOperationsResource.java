package org.testamur.assessment.operations;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.consumer.Consumers;
import org.testamur.platform.health.InstanceHealth;
import org.testamur.platform.operations.OperationsResource;
import org.testamur.platform.operations.Republication;

/** Gives this service's operations their path. */
@Path("/assessment/operations")
@Tag(name = "Operations", description = "What operators see and do of a running service.")
class AssessmentOperationsResource extends OperationsResource {

    AssessmentOperationsResource(Consumers consumers, Republication republication, InstanceHealth health) {
        super(consumers, republication, health);
    }
}
