package org.testamur.assessment.result.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.result.AssessedEnrolment;
import org.testamur.assessment.result.FindEnrolments;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Lists what there is to assess, for those who work for an institution. */
@Path("/assessment/enrolments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({"assessor", "registrar", "auditor"})
@ActingAs(Actor.STAFF)
@Tag(name = "Results")
class AssessedEnrolmentResource {

    private final FindEnrolments find;

    AssessedEnrolmentResource(FindEnrolments find) {
        this.find = find;
    }

    @GET
    @Operation(
            summary = "List enrolments by their results",
            description =
                    "Roles: assessor, registrar, auditor. The active enrolments of the chosen institution, as far as they"
                            + " have arrived here, each with the outcome, the score and the day of its result. result=none: those that wait for one.")
    @APIResponse(responseCode = "200", description = "A part of the list: items, and next when there are more.")
    public RestResponse<Page<AssessedEnrolment>> listAssessedEnrolments(
            @QueryParam("microCredentialId") @Nullable UUID microCredentialId,
            @Parameter(
                            description =
                                    "none: no result was recorded, or it was withdrawn. recorded: there is one that"
                                            + " counts. Absent: both.",
                            example = "none",
                            schema = @Schema(enumeration = {"none", "recorded"}))
                    @QueryParam("result")
                    @Nullable
                    String result,
            @BeanParam ListRequest page,
            @Context UriInfo uri) {
        return find.page(microCredentialId, result, page).response(uri);
    }
}
