package org.testamur.assessment.evidence;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** What learners give for their own enrolments, at any institution. */
@Path("/assessment/learners/me/enrolments/{enrolmentId}/evidence")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("learner")
@ActingAs(Actor.SELF)
@Tag(name = "Evidence", description = "Links to work that learners give for their own enrolments.")
class LearnerEvidenceResource {

    private final LearnerEvidence evidence;
    private final Caller caller;

    LearnerEvidenceResource(LearnerEvidence evidence, Caller caller) {
        this.evidence = evidence;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Read one's evidence", description = "Role: learner. Somebody else's enrolment is 404.")
    @APIResponse(
            responseCode = "200",
            description = "What was given, if anything",
            content =
                    @Content(
                            schema = @Schema(implementation = EvidenceView.class),
                            examples = @ExampleObject(name = "one link", value = EvidenceView.EXAMPLE)))
    public Response readMyEvidence(@PathParam("enrolmentId") UUID enrolmentId) {
        return tagged(evidence.read(enrolmentId));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Give evidence",
            description =
                    "Role: learner, for an enrolment of their own that is active. The links take the place of those"
                            + " given before. Staff who assess there see them; a result has the evidence that its assessor"
                            + " names. The same again changes nothing. If-Match is honoured.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = EvidenceRequest.class),
                            examples = @ExampleObject(name = "one link", value = EvidenceRequest.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "As asked, changed or not",
            content =
                    @Content(
                            schema = @Schema(implementation = EvidenceView.class),
                            examples = @ExampleObject(name = "one link", value = EvidenceView.EXAMPLE)))
    @APIResponse(responseCode = "409", description = "enrolment-withdrawn: the enrolment is not active.")
    public Response giveEvidence(
            @PathParam("enrolmentId") UUID enrolmentId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            EvidenceRequest request) {
        return tagged(evidence.give(enrolmentId, caller.person(), request.evidence(), ifMatch));
    }

    private static Response tagged(EvidenceView view) {
        return Response.ok(view)
                .header(HttpHeaders.ETAG, EntityVersion.etag(view.version()))
                .build();
    }
}
