package org.testamur.catalog.people;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Takes the code of an invitation from the person who was invited. */
@Path("/catalog/memberships")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "People", description = "Who works for an institution, and what they may do")
class JoinResource {

    private final JoinInstitution join;
    private final Caller caller;

    JoinResource(JoinInstitution join, Caller caller) {
        this.join = join;
        this.caller = caller;
    }

    /** The code that somebody was handed. */
    record JoinRequest(
            @NotNull @Size(min = 1, max = 100) @Schema(examples = "vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s")
            String code) {}

    @POST
    @Authenticated
    // The caller is nobody yet; the code says whose member they become.
    @ActingAs(Actor.SYSTEM)
    @Operation(
            summary = "Accept an invitation",
            description =
                    "Anybody who is signed in and was handed a code. A log-in may try ten codes an hour. The roles"
                            + " count in every service within two seconds.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = JoinRequest.class),
                            examples = @ExampleObject(name = "code", value = PeopleExamples.JOIN)))
    @APIResponse(
            responseCode = "201",
            description = "The membership",
            content =
                    @Content(
                            schema = @Schema(implementation = MemberView.class),
                            examples = @ExampleObject(name = "assessor", value = PeopleExamples.MEMBER)))
    @APIResponse(
            responseCode = "403",
            description = "invitation-for-another-address: the log-in has not verified the invitation's address.")
    @APIResponse(responseCode = "404", description = "No such code: mistyped, used, withdrawn or expired")
    @APIResponse(responseCode = "409", description = "already-a-member: the log-in works for the institution")
    public Response acceptInvitation(JoinRequest request) {
        MemberView member = join.join(new StaffCode(request.code()), StaffLogin.of(caller));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.ETAG, EntityVersion.etag(member.version()))
                .entity(member)
                .build();
    }
}
