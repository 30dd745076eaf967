package org.testamur.assessment.evidence;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** What learners gave, for who assesses them. */
@Path("/assessment/enrolments/{enrolmentId}/evidence")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({"assessor", "registrar", "auditor"})
@ActingAs(Actor.STAFF)
@Tag(name = "Evidence")
class StaffEvidenceResource {

    private final LearnerEvidence evidence;

    StaffEvidenceResource(LearnerEvidence evidence) {
        this.evidence = evidence;
    }

    @GET
    @Operation(
            summary = "Read a learner's evidence",
            description = "Roles: assessor, registrar, auditor. What the learner gave for this enrolment at the chosen"
                    + " institution. Another institution's is 404.")
    @APIResponse(
            responseCode = "200",
            description = "What was given, if anything",
            content =
                    @Content(
                            schema = @Schema(implementation = EvidenceView.class),
                            examples = @ExampleObject(name = "one link", value = EvidenceView.EXAMPLE)))
    public Response readEvidence(@PathParam("enrolmentId") UUID enrolmentId) {
        EvidenceView view = evidence.read(enrolmentId);
        return Response.ok(view)
                .header(HttpHeaders.ETAG, EntityVersion.etag(view.version()))
                .build();
    }
}
