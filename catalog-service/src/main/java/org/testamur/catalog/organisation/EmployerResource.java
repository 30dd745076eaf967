package org.testamur.catalog.organisation;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.testamur.catalog.ConditionalResponses;
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Employers over HTTP. */
@Path("/catalog/employers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Employers", description = "Who relies on credentials and hears of those it was granted")
class EmployerResource {

    private final SetUpEmployer setUpEmployer;
    private final ReadOrganisations read;

    EmployerResource(SetUpEmployer setUpEmployer, ReadOrganisations read) {
        this.setUpEmployer = setUpEmployer;
        this.read = read;
    }

    @POST
    @RolesAllowed("operator")
    @ActingAs(Actor.SYSTEM)
    @Idempotent
    @Operation(summary = "Set up an employer", description = "Role: operator.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = EmployerSetUp.class),
                            examples = @ExampleObject(name = "acme", value = OrganisationExamples.EMPLOYER_SET_UP)))
    @APIResponse(
            responseCode = "201",
            description = "Set up",
            content =
                    @Content(
                            schema = @Schema(implementation = EmployerView.class),
                            examples = @ExampleObject(name = "acme", value = OrganisationExamples.EMPLOYER)))
    @APIResponse(responseCode = "409", description = "slug-taken, by an employer or an institution")
    public Response setUpEmployer(EmployerSetUp setUp) {
        EmployerView employer = setUpEmployer.setUp(setUp);
        return Response.created(URI.create("/catalog/employers/" + employer.id()))
                .tag(Long.toString(employer.version()))
                .entity(employer)
                .build();
    }

    @GET
    @Authenticated
    @ActingAs(Actor.PUBLIC)
    @Operation(summary = "List employers", description = "Anybody who is signed in. Newest first.")
    @APIResponse(responseCode = "200", description = "A part of the list; Link rel=next leads on")
    public RestResponse<Page<EmployerView>> listEmployers(
            @BeanParam OrganisationRequest request, @Context UriInfo uri) {
        return read.employers(request).response(uri);
    }

    @GET
    @Path("/{id}")
    @Authenticated
    @ActingAs(Actor.PUBLIC)
    @Operation(summary = "Read an employer", description = "Anybody who is signed in.")
    @APIResponse(
            responseCode = "200",
            description = "The employer",
            content =
                    @Content(
                            schema = @Schema(implementation = EmployerView.class),
                            examples = @ExampleObject(name = "acme", value = OrganisationExamples.EMPLOYER)))
    public Response readEmployer(@PathParam("id") UUID id, @Context Request request) {
        EmployerView employer = read.employer(id);
        return ConditionalResponses.answer(request, employer.version(), employer);
    }
}
