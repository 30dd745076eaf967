package org.testamur.enrolment.enrolment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.rest.PlainText;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves enrolments to learners who enrol and to staff of an institution. */
@Path("/enrolment/enrolments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Enrolments", description = "Places of learners in versions of micro-credentials.")
class EnrolmentResource {

    private static final String ENROL = """
            {"microCredentialId": "0199efe2-93d7-7b41-b0c9-6a18f2e4d573"}""";

    private final EnrolLearner enrol;
    private final ReadEnrolments read;
    private final WithdrawEnrolment withdraw;
    private final Caller caller;

    EnrolmentResource(EnrolLearner enrol, ReadEnrolments read, WithdrawEnrolment withdraw, Caller caller) {
        this.enrol = enrol;
        this.read = read;
        this.withdraw = withdraw;
        this.caller = caller;
    }

    /** What the learner wishes to enrol in. */
    public record EnrolRequest(
            @NotNull(message = "is missing") @Nullable @Schema(examples = "0199efe2-93d7-7b41-b0c9-6a18f2e4d573")
            UUID microCredentialId) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("learner")
    @ActingAs(Actor.SELF)
    @Idempotent
    @Operation(
            summary = "Enrol in a micro-credential",
            description = "Role learner, registered. Enrols in the newest published version, which stays the"
                    + " enrolment's version. Takes an Idempotency-Key; Testamur-After with the Testamur-Fact of a"
                    + " publication waits until it is known here.")
    @APIResponse(
            responseCode = "201",
            description = "Enrolled",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrolmentView.class),
                            examples = @ExampleObject(name = "enrolment", value = EnrolmentView.EXAMPLE)))
    @APIResponse(responseCode = "404", description = "Unknown or never published (micro-credential-not-found)")
    @APIResponse(responseCode = "409", description = "already-enrolled, closed, retired.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EnrolRequest.class),
                            examples = @ExampleObject(name = "micro-credential", value = ENROL)))
    public Response createEnrolment(EnrolRequest request) {
        EnrolmentView enrolment = enrol.enrol(caller.person(), Objects.requireNonNull(request.microCredentialId()));
        return Response.created(URI.create("/enrolment/learners/me/enrolments/" + enrolment.id()))
                .entity(enrolment)
                .header(HttpHeaders.ETAG, EntityVersion.etag(enrolment.version()))
                .build();
    }

    @GET
    @RolesAllowed({"registrar", "assessor", "auditor"})
    @ActingAs(Actor.STAFF)
    @Operation(
            summary = "List the institution's enrolments",
            description =
                    "Roles registrar, assessor and auditor of the chosen institution. Each with the title and image of"
                            + " its micro-credential, its institution and its learner's name.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list",
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "page",
                                            value = "{\"items\": [" + EnrolmentView.STAFF_EXAMPLE + "]}")))
    public RestResponse<Page<EnrolmentView>> listEnrolments(
            @QueryParam("microCredentialId") @Parameter(description = "Only of this micro-credential") @Nullable
                    String microCredentialId,
            @QueryParam("learnerId") @Parameter(description = "Only of this learner") @Nullable String learnerId,
            @QueryParam("state")
                    @Parameter(
                            description = "Only in this state",
                            schema = @Schema(implementation = EnrolmentState.class))
                    @Nullable
                    String state,
            @QueryParam("number")
                    @Parameter(
                            description = "Only of the learner with this number of the institution",
                            example = "S-2026-0117")
                    @Nullable
                    String number,
            @QueryParam("email")
                    @Parameter(
                            description = "Only of learners with this e-mail address",
                            example = "thidarat@learners.example")
                    @Nullable
                    String email,
            @BeanParam ListRequest page,
            @Context UriInfo uri) {
        return read.listWithPeople(
                        caller.institution(),
                        EnrolmentFilter.of(microCredentialId, learnerId, state),
                        named("number", number),
                        named("email", email),
                        page)
                .response(uri);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"registrar", "assessor", "auditor"})
    @ActingAs(Actor.STAFF)
    @Operation(
            summary = "Read an enrolment",
            description =
                    "Roles registrar, assessor and auditor of the chosen institution. Another institution's is 404.")
    @APIResponse(
            responseCode = "200",
            description = "The enrolment",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrolmentView.class),
                            examples = @ExampleObject(name = "enrolment", value = EnrolmentView.STAFF_EXAMPLE)))
    public Response readEnrolment(@PathParam("id") UUID id) {
        return tagged(read.oneWithPerson(id));
    }

    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed("registrar")
    @ActingAs(Actor.STAFF)
    @Operation(
            summary = "Withdraw an enrolment",
            description = "Role registrar of the chosen institution. Again changes nothing. If-Match is honoured and"
                    + " not demanded.")
    @APIResponse(
            responseCode = "200",
            description = "The withdrawn enrolment",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrolmentView.class),
                            examples = @ExampleObject(name = "enrolment", value = EnrolmentView.STAFF_EXAMPLE)))
    public Response withdrawEnrolment(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return tagged(withdraw.byStaff(id, ifMatch));
    }

    private static @Nullable String named(String parameter, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        PlainText.fault(value).ifPresent(fault -> {
            throw Refusal.invalid("query:" + parameter, fault);
        });
        return value;
    }

    private static Response tagged(EnrolmentView enrolment) {
        return Response.ok(enrolment)
                .header(HttpHeaders.ETAG, EntityVersion.etag(enrolment.version()))
                .build();
    }
}
