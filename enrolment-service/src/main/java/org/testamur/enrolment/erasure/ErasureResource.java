package org.testamur.enrolment.erasure;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Accepts the erasure of a learner from the whole platform. */
@Path("/enrolment/learners")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Erasure", description = "Forgetting a learner everywhere.")
class ErasureResource {

    private final EraseLearner erase;
    private final Caller caller;

    ErasureResource(EraseLearner erase, Caller caller) {
        this.erase = erase;
        this.caller = caller;
    }

    @DELETE
    @Path("/me")
    @RolesAllowed("learner")
    @ActingAs(Actor.SELF)
    @Operation(
            summary = "Erase my data",
            description = "Role learner. Name, address, DID, consents and log-ins are deleted here at once and"
                    + " everywhere else as the fact arrives; credentials answer 410 from then on. Enrolments are"
                    + " withdrawn and remain as ids. There is no way back; the log-in may register as a new learner.")
    @APIResponse(responseCode = "202", description = "Forgotten here; the other services follow")
    public Response eraseMe() {
        erase.oneself(caller.person());
        return Response.accepted().build();
    }

    @DELETE
    @Path("/{learnerId}")
    @RolesAllowed("operator")
    @ActingAs(Actor.SYSTEM)
    @Operation(
            summary = "Erase a learner",
            description = "Role operator. As if the learner had asked for it; again changes nothing.")
    @APIResponse(responseCode = "202", description = "Forgotten here; the other services follow")
    public Response eraseLearner(@PathParam("learnerId") UUID learnerId) {
        erase.anybody(learnerId);
        return Response.accepted().build();
    }
}
