package org.testamur.enrolment.roster;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
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
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** How registrars find a learner, and give them the institution's number. */
@Path("/enrolment/learners")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@Tag(name = "Learners of an institution")
class RosterResource {

    private static final String NUMBER_REQUEST = """
            {"number": "S-2026-0117"}""";

    /** Printable and without spaces: what systems of institutions use. */
    static final String NUMBER = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}";

    private final FindLearners find;
    private final Caller caller;

    RosterResource(FindLearners find, Caller caller) {
        this.find = find;
        this.caller = caller;
    }

    /** The number by which the institution knows a learner. */
    public record NumberRequest(
            @NotNull(message = "is missing")
            @Nullable
            @Pattern(
                    regexp = NUMBER,
                    message = "must be 1 to 64 letters, digits and . _ : / -, a letter or digit first")
            @Schema(examples = "S-2026-0117")
            String number) {}

    @GET
    @RolesAllowed({"registrar", "auditor"})
    @Operation(
            summary = "Find learners",
            description =
                    "Roles registrar and auditor. Of those whom the chosen institution reads: who is or was enrolled there, and"
                            + " whom it registered and keeps. Finds by the beginnings of words of the name, whatever their case"
                            + " and accents; by the beginning of the e-mail address when q holds an @; and by the whole of"
                            + " the institution's own number. Newest first.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list",
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "page",
                                            value = "{\"items\": [" + RosterEntry.EXAMPLE + "]}")))
    public RestResponse<Page<RosterEntry>> findLearners(
            @QueryParam("q")
                    @Parameter(
                            description = "What is looked for, 2 to 100 characters.",
                            required = true,
                            example = "thid")
                    @Nullable
                    String q,
            @BeanParam ListRequest page,
            @Context UriInfo uri) {
        RestResponse<Page<RosterEntry>> answer =
                find.find(caller.institution(), LearnerQuery.of(q), page).response(uri);
        answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        return answer;
    }

    @PUT
    @Path("/{learnerId}/number")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set the institution's number of a learner",
            description = "Role registrar. The learner is one whom the chosen institution reads. The number is the"
                    + " institution's own and nobody else sees it but the learner; it replaces the one before. Again"
                    + " changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The learner",
            content =
                    @Content(
                            schema = @Schema(implementation = RosterEntry.class),
                            examples = @ExampleObject(name = "learner", value = RosterEntry.EXAMPLE)))
    @APIResponse(responseCode = "409", description = "number-taken: another learner has it.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NumberRequest.class),
                            examples = @ExampleObject(name = "number", value = NUMBER_REQUEST)))
    public Response setLearnerNumber(@PathParam("learnerId") UUID learnerId, NumberRequest request) {
        return Response.ok(find.number(caller.institution(), learnerId, Objects.requireNonNull(request.number())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Path("/{learnerId}/number")
    @Operation(
            summary = "Delete the institution's number of a learner",
            description = "Role registrar. Again changes nothing.")
    @APIResponse(responseCode = "204", description = "The learner has no number here.")
    public void deleteLearnerNumber(@PathParam("learnerId") UUID learnerId) {
        find.withoutNumber(caller.institution(), learnerId);
    }
}
