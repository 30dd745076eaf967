package org.testamur.issuance.key.compromise;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.UnsortedRequest;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Reports the progress of replacing credentials of compromised keys. */
@Path("/issuance/key-compromises")
@RunOnVirtualThread
@RolesAllowed({"operator", "registrar", "auditor"})
@ActingAs(value = Actor.STAFF, orOperator = true)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
class CompromiseReportResource {

    private final FindCompromise find;
    private final Caller caller;

    CompromiseReportResource(FindCompromise find, Caller caller) {
        this.find = find;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List the compromises of keys",
            description = "Roles: operator; registrar or auditor for the own institution. Newest first.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list, with next where there is more",
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "One",
                                            value = "{\"items\":[" + CompromiseExamples.REPORT + "]}")))
    public RestResponse<Page<CompromiseView>> listKeyCompromises(@BeanParam ListRequest page, @Context UriInfo uri) {
        return seen(() -> find.list(page)).response(uri);
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "Read the report on a compromise",
            description =
                    "Roles: operator; registrar or auditor of the institution. What became of the credentials that the key"
                            + " had signed, and whether all of them have been dealt with.")
    @APIResponse(
            responseCode = "200",
            description = "The report",
            content =
                    @Content(
                            schema = @Schema(implementation = CompromiseView.class),
                            examples = @ExampleObject(name = "Running", value = CompromiseExamples.REPORT)))
    public CompromiseView readKeyCompromise(@PathParam("id") UUID id) {
        return seen(() -> find.one(id));
    }

    @GET
    @Path("/{id}/credentials")
    @Operation(
            summary = "List the outcome for each credential",
            description = "Roles: operator; registrar or auditor of the institution. In no order of time.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list, with next where there is more",
            content = @Content(examples = @ExampleObject(name = "One", value = CompromiseExamples.OUTCOMES)))
    public RestResponse<Page<CompromiseView.OutcomeView>> listKeyCompromiseOutcomes(
            @PathParam("id") UUID id,
            @Parameter(schema = @Schema(enumeration = {"reissued", "revoked", "ended", "failed"}))
                    @QueryParam("outcome")
                    @Nullable
                    String outcome,
            @BeanParam UnsortedRequest page,
            @Context UriInfo uri) {
        return seen(() -> find.outcomes(id, outcome, page)).response(uri);
    }

    @POST
    @Path("/{id}/repetition")
    @RolesAllowed("operator")
    @Operation(
            summary = "Retry failed replacements",
            description = "Role: operator. What was dealt with stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "The report",
            content =
                    @Content(
                            schema = @Schema(implementation = CompromiseView.class),
                            examples = @ExampleObject(name = "Running", value = CompromiseExamples.REPORT)))
    public CompromiseView retryKeyCompromise(@PathParam("id") UUID id) {
        return seen(() -> find.again(id));
    }

    /** Reads the service's own tables for an authorised caller, limited to the caller's institution. */
    private <T> T seen(Callable<T> work) {
        return (caller.hasRole("operator") ? Access.everywhere() : Access.system(caller.institution())).call(work);
    }
}
