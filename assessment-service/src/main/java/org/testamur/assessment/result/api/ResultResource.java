package org.testamur.assessment.result.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.result.NamedResultClaim;
import org.testamur.assessment.result.ReadResults;
import org.testamur.assessment.result.RecordNamedResult;
import org.testamur.assessment.result.RecordResult;
import org.testamur.assessment.result.ResultClaim;
import org.testamur.assessment.result.ResultFilter;
import org.testamur.assessment.result.ResultRevisionView;
import org.testamur.assessment.result.ResultView;
import org.testamur.assessment.result.WithdrawResult;
import org.testamur.assessment.result.WithdrawalClaim;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Results at the HTTP edge, for those who work for an institution. */
@Path("/assessment/results")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@ActingAs(Actor.STAFF)
@Tag(name = "Results", description = "What assessors found, for the staff of the enrolment's institution.")
class ResultResource {

    private final RecordResult recordResult;
    private final RecordNamedResult recordNamed;
    private final WithdrawResult withdrawResult;
    private final ReadResults readResults;
    private final Caller caller;

    ResultResource(
            RecordResult recordResult,
            RecordNamedResult recordNamed,
            WithdrawResult withdrawResult,
            ReadResults readResults,
            Caller caller) {
        this.recordNamed = recordNamed;
        this.recordResult = recordResult;
        this.withdrawResult = withdrawResult;
        this.readResults = readResults;
        this.caller = caller;
    }

    @PUT
    @Path("/{enrolmentId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("assessor")
    @Operation(
            summary = "Record or correct a result",
            description =
                    "Role: assessor of the enrolment's institution, and never on an enrolment of one's own. The score"
                            + " is held against the marks of the version that the enrolment is on; reaching the pass mark"
                            + " passes. Sending what is recorded already changes nothing. Sending anything else is a"
                            + " correction, also after a withdrawal, and needs If-Match. Send Testamur-After with the"
                            + " Testamur-Fact of the enrolment to wait for one that was only just made.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ResultClaim.class),
                            examples = @ExampleObject(name = "A pass with evidence", value = ResultExamples.CLAIM)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded. The header Testamur-Fact names the fact.",
            content =
                    @Content(
                            schema = @Schema(implementation = ResultView.class),
                            examples = @ExampleObject(name = "Passed", value = ResultExamples.RESULT)))
    @APIResponse(
            responseCode = "200",
            description = "A new revision, or, when nothing changed, the present one.",
            content = @Content(schema = @Schema(implementation = ResultView.class)))
    @APIResponse(responseCode = "409", description = "The learner has withdrawn from the enrolment.")
    @APIResponse(responseCode = "410", description = "The learner was erased.")
    @APIResponse(responseCode = "428", description = "A correction without If-Match.")
    @APIResponse(
            responseCode = "503",
            description = "the learner or the micro-credential of the enrolment has not arrived here yet.")
    public Response recordResult(
            @PathParam("enrolmentId") UUID enrolmentId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ResultClaim claim) {
        return answer(recordResult.record(enrolmentId, claim, ifMatch)).build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("assessor")
    @Operation(
            summary = "Record a result by the learner's number or address",
            description =
                    "Role: assessor. As PUT of the enrolment's result, which it repeats safely; the enrolment is the"
                            + " institution's active one of the learner in the micro-credential. Nothing is recorded"
                            + " when none or several are meant.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = NamedResultClaim.class),
                            examples = @ExampleObject(name = "By number", value = ResultExamples.NAMED_CLAIM)))
    @APIResponse(
            responseCode = "201",
            description = "Recorded. Location is the result's; Testamur-Fact names the fact.",
            content =
                    @Content(
                            schema = @Schema(implementation = ResultView.class),
                            examples = @ExampleObject(name = "Passed", value = ResultExamples.RESULT)))
    @APIResponse(
            responseCode = "200",
            description = "A new revision, or, when nothing changed, the present one.",
            content = @Content(schema = @Schema(implementation = ResultView.class)))
    @APIResponse(
            responseCode = "404",
            description = "enrolment-not-found: no such enrolment is known here. Send Testamur-After with the"
                    + " Testamur-Fact of one that was only just made.")
    @APIResponse(responseCode = "409", description = "several-enrolments: the detail names their ids.")
    @APIResponse(responseCode = "410", description = "The learner was erased.")
    @APIResponse(responseCode = "428", description = "A correction without If-Match.")
    public Response recordNamedResult(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, NamedResultClaim claim, @Context UriInfo uri) {
        RecordResult.RecordedResult recorded = recordNamed.record(claim, ifMatch);
        return answer(recorded)
                .location(uri.getBaseUriBuilder()
                        .path("/assessment/results/" + recorded.result().enrolmentId())
                        .build())
                .build();
    }

    private static Response.ResponseBuilder answer(RecordResult.RecordedResult recorded) {
        return Response.status(recorded.first() ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.ETAG, EntityVersion.etag(recorded.result().revision()))
                .entity(recorded.result());
    }

    @POST
    @Path("/{enrolmentId}/withdrawal")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({"assessor", "registrar"})
    @Operation(
            summary = "Withdraw a result",
            description =
                    "Roles: assessor, registrar; never on an enrolment of one's own. A new revision that no longer"
                            + " counts: a credential that was awarded on the result is revoked. Needs If-Match.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = WithdrawalClaim.class),
                            examples = @ExampleObject(name = "A reason", value = ResultExamples.WITHDRAWAL)))
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn.",
            content = @Content(schema = @Schema(implementation = ResultView.class)))
    @APIResponse(responseCode = "409", description = "It is withdrawn already.")
    public Response withdrawResult(
            @PathParam("enrolmentId") UUID enrolmentId,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            WithdrawalClaim claim) {
        ResultView result = withdrawResult.withdraw(enrolmentId, claim.reason(), ifMatch);
        return Response.ok(result)
                .header(HttpHeaders.ETAG, EntityVersion.etag(result.revision()))
                .build();
    }

    @GET
    @Path("/{enrolmentId}")
    @RolesAllowed({"assessor", "registrar", "auditor"})
    @Operation(
            summary = "Read a result",
            description =
                    "Roles: assessor, registrar, auditor. The ETag is the revision, for If-Match; what is known of who made"
                            + " it may change without it, so If-None-Match is always answered in full.")
    @APIResponse(
            responseCode = "200",
            description = "The present revision.",
            content =
                    @Content(
                            schema = @Schema(implementation = ResultView.class),
                            examples = @ExampleObject(name = "Passed", value = ResultExamples.RESULT)))
    @APIResponse(responseCode = "410", description = "The learner was erased.")
    public Response readResult(@PathParam("enrolmentId") UUID enrolmentId) {
        ResultView result = readResults.forStaff(enrolmentId);
        return Response.ok(result)
                .header(HttpHeaders.ETAG, EntityVersion.etag(result.revision()))
                .build();
    }

    @GET
    @Path("/{enrolmentId}/revisions")
    @RolesAllowed({"assessor", "registrar", "auditor"})
    @Operation(
            summary = "Read a result's history",
            description = "Roles: assessor, registrar, auditor. Every revision, oldest first: what, who, when and why.")
    @APIResponse(
            responseCode = "200",
            description = "The history.",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = ResultRevisionView.class)))
    public List<ResultRevisionView> listResultRevisions(@PathParam("enrolmentId") UUID enrolmentId) {
        return readResults.history(enrolmentId);
    }

    @GET
    @RolesAllowed({"assessor", "registrar", "auditor"})
    @Operation(
            summary = "List the institution's results",
            description =
                    "Roles: assessor, registrar, auditor. By enrolment, each with the title and image of its micro-credential, its"
                            + " institution and its learner's name. Results of erased learners are left out.")
    @APIResponse(responseCode = "200", description = "A part of the list: items, and next when there are more.")
    public RestResponse<Page<ResultView>> listResults(
            @BeanParam ListRequest page,
            @QueryParam("microCredentialId") @Nullable String microCredentialId,
            @QueryParam("learnerId") @Nullable String learnerId,
            @Parameter(
                            description = "Only with this outcome",
                            example = "passed",
                            schema = @Schema(enumeration = {"passed", "failed", "withdrawn"}))
                    @QueryParam("outcome")
                    @Nullable
                    String outcome,
            @Parameter(
                            description = "me: those whose present revision the caller made",
                            example = "me",
                            schema = @Schema(enumeration = {"me"}))
                    @QueryParam("recordedBy")
                    @Nullable
                    String recordedBy,
            @Context UriInfo uri) {
        return readResults
                .forStaff(ResultFilter.of(microCredentialId, learnerId, outcome, recordedBy, caller.login()), page)
                .response(uri);
    }
}
