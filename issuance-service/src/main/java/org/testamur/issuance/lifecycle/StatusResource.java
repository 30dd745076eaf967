package org.testamur.issuance.lifecycle;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.credential.ChangeKind;
import org.testamur.issuance.credential.CredentialChange;
import org.testamur.issuance.credential.CredentialView;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.reference.SelfDecisionCheck;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves the status of the institution's credentials and its changes by a registrar. */
@Path("/issuance/credentials/{id}")
@RunOnVirtualThread
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Credentials")
class StatusResource {

    private final ChangeStatus change;
    private final FindStatus find;
    private final SelfDecisionCheck notOneself;
    private final Caller caller;

    StatusResource(ChangeStatus change, FindStatus find, SelfDecisionCheck notOneself, Caller caller) {
        this.change = change;
        this.find = find;
        this.notOneself = notOneself;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"registrar", "auditor"})
    @Operation(
            summary = "Read a credential's status",
            description =
                    "For registrars and auditors of the institution. Also one that nobody else is shown any more, with the"
                            + " credential that has taken its place, and with awards it builds on that were revoked.")
    @APIResponse(
            responseCode = "200",
            description = "The credential, with an ETag",
            content =
                    @Content(
                            schema = @Schema(implementation = CredentialView.class),
                            examples = @ExampleObject(name = "Suspended", value = StatusExamples.CREDENTIAL)))
    public Response readCredential(@PathParam("id") UUID id) {
        return answer(find.one(id));
    }

    @GET
    @RolesAllowed({"registrar", "auditor"})
    @Path("/changes")
    @Operation(
            summary = "List a credential's status changes",
            description =
                    "For registrars and auditors of the institution, but not of a credential of their own. Newest first. Never"
                            + " shown to anybody else.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list, with next where there is more",
            content = @Content(examples = @ExampleObject(name = "One suspension", value = StatusExamples.CHANGES)))
    @APIResponse(responseCode = "403", description = "own-credential: it is the caller's own.")
    @APIResponse(responseCode = "410", description = "Erased")
    @APIResponse(
            responseCode = "503",
            description = "its learner has not arrived here yet, so nobody can tell whether it is the caller.")
    public RestResponse<Page<CredentialChange>> listCredentialChanges(
            @PathParam("id") UUID id, @BeanParam ListRequest page, @Context UriInfo uri) {
        find.learner(id).ifPresent(notOneself::requireToRead);
        return find.changes(id, page).response(uri);
    }

    @POST
    @Path("/suspension")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Suspend a credential",
            description =
                    "For registrars of the institution, but not of a credential of their own. It does not count until it is reinstated; its status"
                            + " list for suspension says so within seconds. Repeated, it changes nothing more.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = StatusRequest.Suspension.class),
                            examples = @ExampleObject(name = "Under review", value = StatusExamples.SUSPENSION)))
    @APIResponse(
            responseCode = "200",
            description = "The credential, suspended",
            content =
                    @Content(
                            schema = @Schema(implementation = CredentialView.class),
                            examples = @ExampleObject(name = "Suspended", value = StatusExamples.CREDENTIAL)))
    @APIResponse(
            responseCode = "409",
            description = "Revoked, superseded, or of the time before there were suspensions")
    @APIResponse(responseCode = "410", description = "Erased")
    @APIResponse(responseCode = "403", description = "own-credential: it is the caller's own.")
    @APIResponse(
            responseCode = "503",
            description = "its learner has not arrived here yet, so nobody can tell whether it is the caller.")
    public Response suspendCredential(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            StatusRequest.Suspension suspension) {
        return changed(id, ChangeKind.SUSPENSION, suspension.reason(caller.login()), ifMatch);
    }

    @POST
    @Path("/reinstatement")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Reinstate a suspended credential",
            description = "For registrars of the institution, but not of a credential of their own. It counts again."
                    + " Repeated, it changes nothing more.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = StatusRequest.Reinstatement.class),
                            examples = @ExampleObject(name = "Cleared", value = StatusExamples.REINSTATEMENT)))
    @APIResponse(
            responseCode = "200",
            description = "The credential, issued",
            content = @Content(schema = @Schema(implementation = CredentialView.class)))
    @APIResponse(responseCode = "409", description = "Revoked or superseded, for good")
    @APIResponse(responseCode = "410", description = "Erased")
    @APIResponse(responseCode = "403", description = "own-credential: it is the caller's own.")
    @APIResponse(
            responseCode = "503",
            description = "its learner has not arrived here yet, so nobody can tell whether it is the caller.")
    public Response reinstateCredential(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            StatusRequest.Reinstatement reinstatement) {
        return changed(id, ChangeKind.REINSTATEMENT, reinstatement.reason(caller.login()), ifMatch);
    }

    @POST
    @Path("/revocation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Revoke a credential",
            description =
                    "For registrars of the institution, but not of a credential of their own. The status list says so"
                            + " within seconds; it cannot be taken back. Awards that build on it are suspended or"
                            + " marked for review. A pass that comes later waits for a registrar:"
                            + " /issuance/awards/{enrolmentId}/release. What a result revoked before is from then on"
                            + " revoked by the institution. Repeated, it changes nothing more.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = StatusRequest.Revocation.class),
                            examples = @ExampleObject(name = "Misconduct", value = StatusExamples.REVOCATION)))
    @APIResponse(
            responseCode = "200",
            description = "The credential, revoked",
            content = @Content(schema = @Schema(implementation = CredentialView.class)))
    @APIResponse(responseCode = "409", description = "Superseded: another credential has taken its place")
    @APIResponse(responseCode = "410", description = "Erased")
    @APIResponse(responseCode = "403", description = "own-credential: it is the caller's own.")
    @APIResponse(
            responseCode = "503",
            description = "its learner has not arrived here yet, so nobody can tell whether it is the caller.")
    public Response revokeCredential(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            StatusRequest.Revocation revocation) {
        return changed(id, ChangeKind.REVOCATION, revocation.reason(caller.login()), ifMatch);
    }

    private Response changed(UUID id, ChangeKind kind, Reason reason, @Nullable String ifMatch) {
        find.learner(id).ifPresent(notOneself::require);
        return answer(change.change(id, kind, reason, ifMatch));
    }

    private static Response answer(CredentialView credential) {
        return Response.ok(credential)
                .header(HttpHeaders.ETAG, EntityVersion.etag(credential.version()))
                .build();
    }
}
