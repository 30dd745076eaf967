package org.testamur.assessment.result.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.result.ReadResults;
import org.testamur.assessment.result.ResultFilter;
import org.testamur.assessment.result.ResultView;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves a learner's own results from every institution. */
@Path("/assessment/learners/me/results")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("learner")
@ActingAs(Actor.SELF)
@Tag(name = "My results", description = "For learners: their own results, at whichever institution.")
class LearnerResultResource {

    private final ReadResults readResults;
    private final Caller caller;

    LearnerResultResource(ReadResults readResults, Caller caller) {
        this.readResults = readResults;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List one's own results",
            description = "Role: learner. By enrolment, each with the title and image of its"
                    + " micro-credential and its institution.")
    @APIResponse(responseCode = "200", description = "A part of the list: items, and next when there are more.")
    public RestResponse<Page<ResultView>> listMyResults(
            @BeanParam ListRequest page,
            @QueryParam("microCredentialId") @Nullable String microCredentialId,
            @Parameter(
                            description = "Only with this outcome",
                            example = "passed",
                            schema = @Schema(enumeration = {"passed", "failed", "withdrawn"}))
                    @QueryParam("outcome")
                    @Nullable
                    String outcome,
            @Context UriInfo uri) {
        return readResults
                .forLearner(ResultFilter.ofLearner(caller.person(), microCredentialId, outcome), page)
                .response(uri);
    }

    @GET
    @Path("/{enrolmentId}")
    @Operation(
            summary = "Read one's own result",
            description = "Role: learner. Answers 304 to If-None-Match with the present ETag.")
    @APIResponse(
            responseCode = "200",
            description = "The present revision, without what is for staff only.",
            content =
                    @Content(
                            schema = @Schema(implementation = ResultView.class),
                            examples = @ExampleObject(name = "Passed", value = ResultExamples.OWN_RESULT)))
    public Response readMyResult(@PathParam("enrolmentId") UUID enrolmentId, @Context Request request) {
        ResultView result = readResults.forLearner(caller.person(), enrolmentId);
        EntityTag tag = new EntityTag(Long.toString(result.revision()));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged != null ? unchanged : Response.ok(result)).tag(tag).build();
    }
}
