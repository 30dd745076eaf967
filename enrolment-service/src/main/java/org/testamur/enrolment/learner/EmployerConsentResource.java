package org.testamur.enrolment.learner;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves a learner's consents to employers. */
@Path("/enrolment/learners")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("learner")
@ActingAs(Actor.SELF)
@Tag(name = "Learners")
class EmployerConsentResource {

    private final KeepEmployerConsents keep;
    private final Caller caller;

    EmployerConsentResource(KeepEmployerConsents keep, Caller caller) {
        this.keep = keep;
        this.caller = caller;
    }

    @PUT
    @Path("/me/consents/employers/{employerId}")
    @Operation(
            summary = "Consent to an employer",
            description = "Role learner. Lets an employer to whom an institution has granted its achievements be given"
                    + " links to this learner's credentials. For at most 200 employers. Again changes nothing. If-Match"
                    + " is honoured and not demanded.")
    @APIResponse(
            responseCode = "200",
            description = "As asked, changed or not",
            content =
                    @Content(
                            schema = @Schema(implementation = LearnerView.class),
                            examples = @ExampleObject(name = "learner", value = LearnerView.EXAMPLE)))
    @APIResponse(responseCode = "409", description = "Two hundred are consented to already (too-many-employers)")
    public Response consentToEmployer(
            @PathParam("employerId") UUID employerId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag that was read, to be sure") @Nullable
                    String ifMatch) {
        return LearnerAnswer.of(Response.ok(), keep.consent(caller.person(), employerId, ifMatch));
    }

    @DELETE
    @Path("/me/consents/employers/{employerId}")
    @Operation(
            summary = "Withdraw the consent to an employer",
            description = "Role learner. Nothing that is sent from now on links this learner's credentials for the"
                    + " employer. Again changes nothing. If-Match is honoured and not demanded.")
    @APIResponse(
            responseCode = "200",
            description = "As asked, changed or not",
            content =
                    @Content(
                            schema = @Schema(implementation = LearnerView.class),
                            examples = @ExampleObject(name = "learner", value = LearnerView.EXAMPLE)))
    public Response withdrawConsentToEmployer(
            @PathParam("employerId") UUID employerId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag that was read, to be sure") @Nullable
                    String ifMatch) {
        return LearnerAnswer.of(Response.ok(), keep.withdraw(caller.person(), employerId, ifMatch));
    }
}
