package org.testamur.catalog.people;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.ConditionalResponses;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves the members of an institution to those who look after them. */
@Path("/catalog/institutions/{id}/members")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "People", description = "Who works for an institution, and what they may do")
class MemberResource {

    private final ChangeMember change;
    private final StaffCaller staff;

    MemberResource(ChangeMember change, StaffCaller staff) {
        this.change = change;
        this.staff = staff;
    }

    @GET
    @RolesAllowed({"administrator", "auditor", "operator"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "List an institution's members",
            description = "Roles: administrator or auditor of the institution; operator. Newest first, with those whose"
                    + " last day is over. Listed is whom the institution invited. People whom groups of the identity provider make"
                    + " staff are not listed: their groups stand in their tokens alone, and the platform keeps no record of"
                    + " them. They are found, and their roles taken away, in the identity provider.")
    @APIResponse(responseCode = "200", description = "A part of the list; Link rel=next leads on")
    public RestResponse<Page<MemberView>> listMembers(
            @PathParam("id") UUID id, @BeanParam ListRequest request, @Context UriInfo uri) {
        return change.members(staff.institution(id), request).response(uri);
    }

    @GET
    @Path("/{member}")
    @RolesAllowed({"administrator", "auditor", "operator"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(summary = "Read a member", description = "Roles: administrator or auditor of the institution; operator.")
    @APIResponse(
            responseCode = "200",
            description = "The member",
            content =
                    @Content(
                            schema = @Schema(implementation = MemberView.class),
                            examples = @ExampleObject(name = "assessor", value = PeopleExamples.MEMBER)))
    public Response readMember(
            @PathParam("id") UUID id,
            @Parameter(description = "The membership.") @PathParam("member") UUID member,
            @Context Request request) {
        MemberView view = change.member(staff.institution(id), member);
        return ConditionalResponses.answer(request, view.version(), view);
    }

    @PUT
    @Path("/{member}")
    @RolesAllowed({"administrator", "operator"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "Change what a member may do",
            description = "Roles: administrator of the institution; operator. Replaces roles, limit and last day. Takes"
                    + " effect in every service within two seconds. Who is no administrator any more loses the"
                    + " invitations that they made and nobody has used. Needs If-Match.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MemberChange.class),
                            examples = @ExampleObject(name = "moderator", value = PeopleExamples.MEMBER_CHANGE)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(
                            schema = @Schema(implementation = MemberView.class),
                            examples = @ExampleObject(name = "assessor", value = PeopleExamples.MEMBER)))
    @APIResponse(
            responseCode = "409",
            description = "last-administrator: nobody else would administer the institution without an end. An operator"
                    + " is not refused.")
    public Response changeMember(
            @PathParam("id") UUID id,
            @Parameter(description = "The membership.") @PathParam("member") UUID member,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            MemberChange request) {
        MemberView view = change.change(staff.institution(id), member, ifMatch, request, staff.by());
        return Response.ok(view)
                .header(HttpHeaders.ETAG, EntityVersion.etag(view.version()))
                .build();
    }

    @DELETE
    @Path("/{member}")
    @RolesAllowed({"administrator", "operator"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "End a membership",
            description = "Roles: administrator of the institution; operator. Takes effect in every service within two"
                    + " seconds. Name and address are deleted; what the person did stays. Needs If-Match.")
    @APIResponse(responseCode = "204", description = "Ended")
    @APIResponse(
            responseCode = "409",
            description = "last-administrator: nobody else would administer the institution without an end. An operator"
                    + " is not refused.")
    public Response removeMember(
            @PathParam("id") UUID id,
            @Parameter(description = "The membership.") @PathParam("member") UUID member,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        change.remove(staff.institution(id), member, ifMatch, staff.by());
        return Response.noContent().build();
    }
}
