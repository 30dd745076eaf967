package org.testamur.enrolment.enrolment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Enrolling somebody else: what registrars and systems of an institution do. */
@Path("/enrolment/staff/enrolments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@Tag(name = "Enrolments")
class StaffEnrolmentResource {

    private static final String ENROL_BY_NUMBER = """
            {"microCredentialId": "0199efe2-93d7-7b41-b0c9-6a18f2e4d573",
             "learner": {"number": "S-2026-0117", "email": "thidarat@learners.example", "name": "Thidarat"}}""";

    private final EnrolByStaff enrol;

    StaffEnrolmentResource(EnrolByStaff enrol) {
        this.enrol = enrol;
    }

    /** Who is to be enrolled in what. */
    public record StaffEnrolRequest(
            @NotNull(message = "is missing") @Nullable @Schema(examples = "0199efe2-93d7-7b41-b0c9-6a18f2e4d573")
            UUID microCredentialId,

            @NotNull(message = "is missing") @Nullable @Valid
            LearnerKey learner) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Enrol a learner",
            description = "Role registrar, a person or a system. Enrols in the newest published version of what the"
                    + " chosen institution offers. Names the learner by id, by the institution's number or by e-mail"
                    + " address; who is not known here is registered by name, without a log-in, and links one by a code"
                    + " that staff show them (createLoginInvitation). Who is enrolled already stays so, and the answer"
                    + " is 200.")
    @APIResponse(
            responseCode = "201",
            description = "Enrolled",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrolmentView.class),
                            examples = @ExampleObject(name = "enrolment", value = EnrolmentView.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "Enrolled before",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrolmentView.class),
                            examples = @ExampleObject(name = "enrolment", value = EnrolmentView.EXAMPLE)))
    @APIResponse(
            responseCode = "404",
            description = "Not published by this institution (micro-credential-not-found), or learner-not-found")
    @APIResponse(
            responseCode = "409",
            description = "closed, retired, number-taken, learners-differ (number and address are two people's, or who"
                    + " has the address has another number), several-learners.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StaffEnrolRequest.class),
                            examples = @ExampleObject(name = "by number", value = ENROL_BY_NUMBER)))
    public Response enrolByStaff(StaffEnrolRequest request) {
        EnrolByStaff.Placed placed = enrol.enrol(
                Objects.requireNonNull(request.learner()), Objects.requireNonNull(request.microCredentialId()));
        Response.ResponseBuilder answer = placed.isNew()
                ? Response.created(
                        URI.create("/enrolment/enrolments/" + placed.enrolment().id()))
                : Response.ok();
        return answer.entity(placed.enrolment())
                .header(HttpHeaders.ETAG, EntityVersion.etag(placed.enrolment().version()))
                .build();
    }
}
