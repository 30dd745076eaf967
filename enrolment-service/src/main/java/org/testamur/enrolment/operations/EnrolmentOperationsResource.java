package org.testamur.enrolment.operations;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.consumer.Consumers;
import org.testamur.platform.health.InstanceHealth;
import org.testamur.platform.operations.OperationsResource;
import org.testamur.platform.operations.Republication;

/** Serves the operator's requests to the enrolment service. */
@Path("/enrolment/operations")
@Tag(name = "Operations", description = "What operators see and do of a running service.")
class EnrolmentOperationsResource extends OperationsResource {

    EnrolmentOperationsResource(Consumers consumers, Republication republication, InstanceHealth health) {
        super(consumers, republication, health);
    }
}
