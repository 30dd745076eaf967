package org.testamur.issuance.lifecycle;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.award.AwardView;
import org.testamur.issuance.award.FindAwards;
import org.testamur.issuance.award.WaitingPass;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.reference.SelfDecisionCheck;
import org.testamur.issuance.result.DecideWaitingPass;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/**
 * Passes that came after staff had revoked or suspended a credential of the enrolment, or of another enrolment of the
 * learner for the same micro-credential: a registrar decides on them.
 */
@Path("/issuance/awards/{enrolmentId}")
@RunOnVirtualThread
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Awards")
class WaitingPassResource {

    private final FindAwards find;
    private final DecideWaitingPass decide;
    private final SelfDecisionCheck notOneself;
    private final Caller caller;

    WaitingPassResource(FindAwards find, DecideWaitingPass decide, SelfDecisionCheck notOneself, Caller caller) {
        this.find = find;
        this.decide = decide;
        this.notOneself = notOneself;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"registrar", "auditor"})
    @Path("/waiting-passes")
    @Operation(
            summary = "List an enrolment's waiting passes and their decisions",
            description =
                    "For registrars and auditors of the institution, but not of an award of their own. Newest first. Never"
                            + " shown to anybody else.")
    @APIResponse(responseCode = "200", description = "A part of the list, with next where there is more")
    @APIResponse(responseCode = "403", description = "own-credential: it is the caller's own.")
    @APIResponse(
            responseCode = "503",
            description = "the learner has not arrived here yet, so nobody can tell whether it is the caller.")
    public RestResponse<Page<WaitingPass>> listWaitingPasses(
            @PathParam("enrolmentId") UUID enrolment, @BeanParam ListRequest page, @Context UriInfo uri) {
        notOneself.requireToRead(find.one(enrolment).learnerId());
        return find.waiting(enrolment, page).response(uri);
    }

    @POST
    @Path("/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Release a pass that waits for a registrar",
            description = "For registrars of the institution, but not for an award of their own. Ends the decision that"
                    + " stands against the pass, and issues its credential. A pass that was refused may be released as"
                    + " long as no newer result was decided on. Repeated, it changes nothing more.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PassRequest.PassRelease.class),
                            examples = @ExampleObject(name = "Appeal upheld", value = PassRequest.RELEASE)))
    @APIResponse(
            responseCode = "200",
            description = "The award, issued",
            content = @Content(schema = @Schema(implementation = AwardView.class)))
    @APIResponse(responseCode = "403", description = "own-credential: it is the caller's own.")
    @APIResponse(
            responseCode = "409",
            description = "No pass waits, a newer result has overtaken it, or nothing that would verify can be issued")
    @APIResponse(
            responseCode = "503",
            description = "something that the pass refers to, or a key, is not there just now.")
    public Response releaseWaitingPass(
            @PathParam("enrolmentId") UUID enrolment,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid PassRequest.PassRelease release) {
        Reason reason = release.reason(caller.login());
        return decided(enrolment, award -> decide.release(caller.institution(), award, reason, ifMatch));
    }

    @POST
    @Path("/refusal")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Refuse a pass that waits for a registrar",
            description = "For registrars of the institution, but not for an award of their own. The pass comes to"
                    + " nothing; a later one waits again. Repeated, it changes nothing more.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PassRequest.PassRefusal.class),
                            examples = @ExampleObject(name = "The finding stands", value = PassRequest.REFUSAL)))
    @APIResponse(
            responseCode = "200",
            description = "The award, refused",
            content = @Content(schema = @Schema(implementation = AwardView.class)))
    @APIResponse(responseCode = "403", description = "own-credential: it is the caller's own.")
    @APIResponse(
            responseCode = "409",
            description = "No pass waits, a newer result has overtaken it, or it was released")
    @APIResponse(
            responseCode = "503",
            description = "the learner has not arrived here yet, so nobody can tell whether it is the caller.")
    public Response refuseWaitingPass(
            @PathParam("enrolmentId") UUID enrolment,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid PassRequest.PassRefusal refusal) {
        Reason reason = refusal.reason(caller.login());
        return decided(enrolment, award -> decide.refuse(award, reason, ifMatch));
    }

    private Response decided(UUID enrolment, Consumer<AwardView> decision) {
        AwardView award = find.one(enrolment);
        notOneself.require(award.learnerId());
        UUID institution = caller.institution();
        try {
            Access.system(institution).run(() -> decision.accept(award));
        } catch (MissingReference | TemporarilyUnavailable e) {
            throw Refusal.of(
                    Refusal.Kind.UNAVAILABLE,
                    "not-yet",
                    "Something that the pass refers to, or a key, is not there just now.");
        }
        return find.one(enrolment).response();
    }
}
