package org.testamur.enrolment.learner;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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
import org.testamur.platform.rest.Shown;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves registrars, who register learners without a log-in and confirm names. */
@Path("/enrolment/learners")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@Tag(name = "Learners of an institution", description = "Registering people without a log-in, and confirming names.")
class StaffLearnerResource {

    private static final String REGISTRATION = """
            {"name": "Thidarat", "email": "thidarat@learners.example"}""";

    private static final String NAME = """
            {"name": "Mari Tamm"}""";

    private final StaffLearners staffLearners;
    private final ConfirmName confirmName;
    private final Caller caller;

    StaffLearnerResource(StaffLearners staffLearners, ConfirmName confirmName, Caller caller) {
        this.staffLearners = staffLearners;
        this.confirmName = confirmName;
        this.caller = caller;
    }

    /** Somebody who is to be known without a log-in. */
    public record RegistrationRequest(
            @NotNull(message = "is missing")
            @Nullable
            @Size(min = 1, max = 200, message = "must have 1 to 200 characters")
            @Shown
            @Schema(description = "As it is to stand in credentials.", examples = "Thidarat")
            String name,

            @Nullable
            @Size(max = 320, message = "must have at most 320 characters")
            @Pattern(regexp = "[^@\\s\\p{Cntrl}]++@[^@\\s\\p{Cntrl}]++", message = "must be an e-mail address")
            @Schema(
                    description = "Absent: none is known. Counts as unverified until the learner's identity provider"
                            + " verifies it; credentials hold no hash of it before.",
                    examples = "thidarat@learners.example")
            String email) {}

    /** The name that a registrar has seen proved. */
    public record NameRequest(
            @NotNull(message = "is missing")
            @Nullable
            @Size(min = 1, max = 200, message = "must have 1 to 200 characters")
            @Schema(examples = "Thidarat")
            String name) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Register a learner who has no log-in",
            description =
                    "Role registrar. The learner belongs to the chosen institution, has no log-in and consents to nothing,"
                            + " until they link an account by an invitation. The name counts as unconfirmed until it is"
                            + " confirmed. Takes an Idempotency-Key.")
    @APIResponse(
            responseCode = "201",
            description = "Registered; read the record at Location",
            content =
                    @Content(
                            schema = @Schema(implementation = StaffLearners.Registered.class),
                            examples =
                                    @ExampleObject(
                                            name = "learner",
                                            value = "{\"learnerId\": \"019a8f52-c4e8-7b36-a95d-0d7f21e86c4a\","
                                                    + " \"version\": 1}")))
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RegistrationRequest.class),
                            examples = @ExampleObject(name = "registration", value = REGISTRATION)))
    public Response registerLearner(RegistrationRequest request) {
        StaffLearners.Registered learner = staffLearners.register(
                caller.institution(),
                registrar(),
                ProfilePolicy.ofStaff(Objects.requireNonNull(request.name())),
                request.email());
        return Response.created(URI.create("/enrolment/learners/" + learner.learnerId()))
                .entity(learner)
                .header(HttpHeaders.ETAG, EntityVersion.etag(learner.version()))
                .build();
    }

    @GET
    @RolesAllowed({"registrar", "auditor"})
    @Path("/{learnerId}")
    @Operation(
            summary = "Read a learner",
            description =
                    "Roles registrar and auditor. The learner is or was enrolled at the chosen institution; or it registered them"
                            + " and they have no log-in yet, or its confirmation of their name stands. Anybody else's learner"
                            + " is 404.")
    @APIResponse(
            responseCode = "200",
            description = "The learner",
            content =
                    @Content(
                            schema = @Schema(implementation = StaffLearnerView.class),
                            examples = @ExampleObject(name = "learner", value = StaffLearnerView.EXAMPLE)))
    public Response readLearner(@PathParam("learnerId") UUID learnerId) {
        return answer(staffLearners.read(learnerId, caller.institution()));
    }

    @PUT
    @Path("/{learnerId}/name-confirmation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Confirm a learner's name",
            description =
                    "Role registrar. The learner is one whom the chosen institution reads. Says that the institution has checked who the learner is, by the name given"
                            + " here. Credentials show a name only when it is confirmed and the learner consents. A rename ends"
                            + " the confirmation. Again changes nothing. Nobody confirms their own name, and who has confirmed a name does not become the learner by an"
                            + " invitation.")
    @APIResponse(
            responseCode = "200",
            description = "Confirmed",
            content =
                    @Content(
                            schema = @Schema(implementation = StaffLearnerView.class),
                            examples = @ExampleObject(name = "learner", value = StaffLearnerView.EXAMPLE)))
    @APIResponse(responseCode = "403", description = "own-name: the learner is the caller.")
    @APIResponse(responseCode = "409", description = "The learner goes by another name now (name-changed)")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NameRequest.class),
                            examples = @ExampleObject(name = "name", value = NAME)))
    public Response confirmLearnerName(@PathParam("learnerId") UUID learnerId, NameRequest request) {
        return answer(confirmName.confirm(
                learnerId, caller.institution(), registrar(), Objects.requireNonNull(request.name())));
    }

    @DELETE
    @Path("/{learnerId}/name-confirmation")
    @Operation(
            summary = "Revert the confirmation of a name",
            description = "Role registrar. Ends this institution's confirmation; another's, or"
                    + " an identity provider's, stands. Again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "This institution vouches no longer",
            content =
                    @Content(
                            schema = @Schema(implementation = StaffLearnerView.class),
                            examples = @ExampleObject(name = "learner", value = StaffLearnerView.EXAMPLE)))
    @APIResponse(responseCode = "403", description = "own-name: the learner is the caller.")
    public Response revertLearnerNameConfirmation(@PathParam("learnerId") UUID learnerId) {
        return answer(confirmName.revert(learnerId, caller.institution(), registrar()));
    }

    @POST
    @Path("/{learnerId}/login-invitations")
    @Operation(
            summary = "Create a code that links a learner's first log-in",
            description =
                    "Role registrar. For the institution that registered the learner, while they have no log-in."
                            + " The code is shown this once, works once, for some days, and not for who made it, registered the"
                            + " learner or confirmed their name. It replaces the one before. Not repeatable by Idempotency-Key: the answer is a secret and is not kept.")
    @APIResponse(
            responseCode = "201",
            description = "The code, for the learner's eyes",
            content =
                    @Content(
                            schema = @Schema(implementation = LinkLogin.Invitation.class),
                            examples =
                                    @ExampleObject(
                                            name = "code",
                                            value = "{\"code\": \"vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s\","
                                                    + " \"expiresAt\": \"2026-11-20T09:15:00Z\"}")))
    @APIResponse(responseCode = "404", description = "Unknown, or not registered by it (learner-not-found)")
    @APIResponse(responseCode = "409", description = "The learner has a log-in already (has-log-in)")
    public Response inviteLearner(@PathParam("learnerId") UUID learnerId) {
        return Response.status(Response.Status.CREATED)
                .entity(staffLearners.invite(learnerId, caller.institution(), registrar()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Login registrar() {
        return new Login(caller.issuer(), caller.subject());
    }

    private static Response answer(StaffLearnerView learner) {
        return Response.ok(learner)
                .header(HttpHeaders.ETAG, EntityVersion.etag(learner.version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
