package org.testamur.platform.sample;

import jakarta.ws.rs.Path;
import org.testamur.platform.consumer.Consumers;
import org.testamur.platform.health.InstanceHealth;
import org.testamur.platform.operations.OperationsResource;
import org.testamur.platform.operations.Republication;

@Path("/sample/operations")
class SampleOperationsResource extends OperationsResource {

    SampleOperationsResource(Consumers consumers, Republication republication, InstanceHealth health) {
        super(consumers, republication, health);
    }
}
