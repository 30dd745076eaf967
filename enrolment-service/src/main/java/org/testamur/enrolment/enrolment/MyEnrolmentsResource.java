package org.testamur.enrolment.enrolment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves a learner's own enrolments, at any institution. */
@Path("/enrolment/learners")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("learner")
@ActingAs(Actor.SELF)
@Tag(name = "Enrolments")
class MyEnrolmentsResource {

    private final ReadEnrolments read;
    private final WithdrawEnrolment withdraw;

    MyEnrolmentsResource(ReadEnrolments read, WithdrawEnrolment withdraw) {
        this.read = read;
        this.withdraw = withdraw;
    }

    @GET
    @Path("/me/enrolments")
    @Operation(
            summary = "List one's enrolments",
            description = "Role learner. At all institutions, each with the"
                    + " title and image of its micro-credential and its institution.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list",
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "page",
                                            value = "{\"items\": [" + EnrolmentView.EXAMPLE + "]}")))
    public RestResponse<Page<EnrolmentView>> listMyEnrolments(
            @QueryParam("microCredentialId") @Parameter(description = "Only of this micro-credential") @Nullable
                    String microCredentialId,
            @QueryParam("state")
                    @Parameter(
                            description = "Only in this state",
                            schema = @Schema(implementation = EnrolmentState.class))
                    @Nullable
                    String state,
            @BeanParam ListRequest page,
            @Context UriInfo uri) {
        return read.list(EnrolmentFilter.of(microCredentialId, null, state), page)
                .response(uri);
    }

    @GET
    @Path("/me/enrolments/{id}")
    @Operation(summary = "Read one of one's enrolments", description = "Role learner. Somebody else's is 404.")
    @APIResponse(
            responseCode = "200",
            description = "The enrolment",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrolmentView.class),
                            examples = @ExampleObject(name = "enrolment", value = EnrolmentView.EXAMPLE)))
    public Response readMyEnrolment(@PathParam("id") UUID id) {
        return tagged(read.one(id));
    }

    @POST
    @Path("/me/enrolments/{id}/withdrawal")
    @Operation(
            summary = "Withdraw from an enrolment",
            description = "Role learner. Again changes nothing. If-Match is honoured and not demanded.")
    @APIResponse(
            responseCode = "200",
            description = "The withdrawn enrolment",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrolmentView.class),
                            examples = @ExampleObject(name = "enrolment", value = EnrolmentView.EXAMPLE)))
    public Response withdrawMyEnrolment(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return tagged(withdraw.ofOneself(id, ifMatch));
    }

    private static Response tagged(EnrolmentView enrolment) {
        return Response.ok(enrolment)
                .header(HttpHeaders.ETAG, EntityVersion.etag(enrolment.version()))
                .build();
    }
}
