package org.testamur.catalog.people;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves the invitations of an institution to those who make them. */
@Path("/catalog/institutions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "People", description = "Who works for an institution, and what they may do")
class InvitationResource {

    private final InviteStaff invite;
    private final PeopleHistory history;
    private final StaffCaller staff;

    InvitationResource(InviteStaff invite, PeopleHistory history, StaffCaller staff) {
        this.invite = invite;
        this.history = history;
        this.staff = staff;
    }

    @POST
    @Path("/invitations")
    @RolesAllowed({"administrator", "operator"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "Invite somebody to work for an institution",
            description = "Roles: administrator of the institution; operator. The code is shown this once, to be handed"
                    + " over; it works once and until expiresAt. No mail is sent. Not repeatable by Idempotency-Key:"
                    + " the answer is a secret and is not kept.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StaffInvitation.class),
                            examples = @ExampleObject(name = "assessor", value = PeopleExamples.STAFF_INVITATION)))
    @APIResponse(
            responseCode = "201",
            description = "Invited",
            content =
                    @Content(
                            schema = @Schema(implementation = InvitationView.class),
                            examples = @ExampleObject(name = "assessor", value = PeopleExamples.INVITED)))
    @APIResponse(responseCode = "409", description = "too-many-invitations: 500 are open")
    public Response inviteStaff(@PathParam("id") UUID id, StaffInvitation invitation) {
        InvitationView view = invite.invite(staff.institution(id), invitation, staff.by());
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(view)
                .build();
    }

    @GET
    @Path("/invitations")
    @RolesAllowed({"administrator", "auditor", "operator"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "List an institution's open invitations",
            description = "Roles: administrator or auditor of the institution; operator. Newest first, without codes.")
    @APIResponse(responseCode = "200", description = "A part of the list; Link rel=next leads on")
    public RestResponse<Page<InvitationView>> listInvitations(
            @PathParam("id") UUID id, @BeanParam ListRequest request, @Context UriInfo uri) {
        return invite.open(staff.institution(id), request).response(uri);
    }

    @DELETE
    @Path("/invitations/{invitation}")
    @RolesAllowed({"administrator", "operator"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "Withdraw an invitation",
            description = "Roles: administrator of the institution; operator. Its code does not work any more.")
    @APIResponse(responseCode = "204", description = "Withdrawn")
    public Response withdrawInvitation(
            @PathParam("id") UUID id,
            @Parameter(description = "The invitation.") @PathParam("invitation") UUID invitation) {
        invite.withdraw(staff.institution(id), invitation, staff.by());
        return Response.noContent().build();
    }

    @GET
    @Path("/people-changes")
    @RolesAllowed({"administrator", "auditor", "operator"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "List what was done with an institution's people",
            description = "Roles: administrator or auditor of the institution; operator. Newest first.")
    @APIResponse(responseCode = "200", description = "A part of the list; Link rel=next leads on")
    public RestResponse<Page<PeopleChangeView>> listPeopleChanges(
            @PathParam("id") UUID id, @BeanParam ListRequest request, @Context UriInfo uri) {
        return history.page(staff.institution(id), request).response(uri);
    }
}
