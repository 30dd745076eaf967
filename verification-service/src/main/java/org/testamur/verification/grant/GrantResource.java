package org.testamur.verification.grant;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
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
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves the grants of an institution to employers. */
@Path("/verification/grants")
@Tag(name = "Grants", description = "Which employers are told of which credentials.")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@RunOnVirtualThread
class GrantResource {

    private static final String EXAMPLE = """
            {"institutionId": "0197b2ee-0000-7000-8000-000000000001", "employerId": "0197b2ee-0000-7000-8000-000000000009",
             "employerName": "Harbour Foods", "scope": "micro-credentials",
             "microCredentialIds": ["0197b2ef-0000-7000-8000-000000000001"],
             "eventTypes": ["credential.issued", "credential.status_changed"],
             "endsOn": "2027-06-30", "endsAt": "2027-06-30T21:00:00Z",
             "grantedAt": "2026-11-21T09:00:00Z", "version": 1}""";

    private static final String REQUEST = """
            {"microCredentialIds": ["0197b2ef-0000-7000-8000-000000000001"], "endsOn": "2027-06-30",
             "eventTypes": ["credential.issued", "credential.status_changed"]}""";

    private static final String PAGE = "{\"items\": [" + EXAMPLE + "]}";

    private final GrantEmployer grantEmployer;
    private final Caller caller;

    GrantResource(GrantEmployer grantEmployer, Caller caller) {
        this.grantEmployer = grantEmployer;
        this.caller = caller;
    }

    @PUT
    @Path("/{employerId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Grant an employer credentials of micro-credentials",
            description =
                    "For registrars. The employer sees id, achievement and status of the institution's credentials"
                            + " for the micro-credentials that are named, and is told of the named events from now on, until the"
                            + " last day ends. It gets no link to a credential or its page unless the credential's learner has"
                            + " consented to this employer. A grant that is there is replaced, if it is at the version that"
                            + " If-Match names where it is sent; what waits to be sent and is no longer granted is not sent.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = GrantRequest.class),
                            examples = @ExampleObject(name = "grant", value = REQUEST)))
    @APIResponse(
            responseCode = "200",
            description = "The grant",
            content =
                    @Content(
                            schema = @Schema(implementation = GrantView.class),
                            examples = @ExampleObject(name = "grant", value = EXAMPLE)))
    public Response grantCredentials(
            @PathParam("employerId") UUID employerId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            GrantRequest request) {
        GrantView view = grantEmployer.grant(caller.institution(), employerId, request, ifMatch);
        return Response.ok(view)
                .header("ETag", EntityVersion.etag(view.version()))
                .build();
    }

    @DELETE
    @Path("/{employerId}")
    @Operation(
            summary = "Withdraw a grant",
            description = "For registrars. What waits to be sent to the employer is not sent.")
    @APIResponse(responseCode = "204", description = "It is withdrawn")
    public void withdrawGrant(
            @PathParam("employerId") UUID employerId, @HeaderParam("If-Match") @Nullable String ifMatch) {
        grantEmployer.withdraw(caller.institution(), employerId, ifMatch);
    }

    @GET
    @RolesAllowed({"registrar", "auditor"})
    @Operation(
            summary = "List grants",
            description = "For registrars and auditors: the institution's own, newest first.")
    @APIResponse(
            responseCode = "200",
            description = "A page of grants, ended ones too",
            content = @Content(examples = @ExampleObject(name = "page", value = PAGE)))
    public RestResponse<Page<GrantView>> listGrants(@BeanParam ListRequest request, @Context UriInfo uri) {
        return grantEmployer.list(request).response(uri);
    }
}
