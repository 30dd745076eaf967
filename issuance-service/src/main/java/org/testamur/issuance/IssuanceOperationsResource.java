package org.testamur.issuance;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.consumer.Consumers;
import org.testamur.platform.operations.OperationsResource;
import org.testamur.platform.operations.Republication;

/** What an operator asks of this service. */
@Path("/issuance/operations")
@Tag(name = "Operations")
class IssuanceOperationsResource extends OperationsResource {

    IssuanceOperationsResource(Consumers consumers, Republication republication) {
        super(consumers, republication);
    }
}
