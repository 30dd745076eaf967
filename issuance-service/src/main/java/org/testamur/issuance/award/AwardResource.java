package org.testamur.issuance.award;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Problem;
import org.testamur.platform.rest.EventStreams;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Awards for those who work for the institution. */
@Path("/issuance/awards")
@RunOnVirtualThread
@RolesAllowed({"registrar", "assessor"})
@ActingAs(Actor.STAFF)
@Tag(name = "Awards")
class AwardResource {

    private final FindAwards find;
    private final EventStreams streams;

    AwardResource(FindAwards find, EventStreams streams) {
        this.find = find;
        this.streams = streams;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List the institution's awards",
            description = "For registrars and assessors. Newest enrolments first.")
    @APIResponse(responseCode = "200", description = "A part of the list, with next where there is more")
    public Response list(
            @QueryParam("microCredentialId") @Nullable UUID microCredential,
            @QueryParam("state") @Nullable String state,
            @QueryParam("learnerId") @Nullable UUID learner,
            @Parameter(description = "registrar: only passes that wait for a registrar to release or refuse them.")
                    @QueryParam("waitingFor")
                    @Nullable
                    String waitingFor,
            @BeanParam PageRequest page,
            @Context UriInfo uri) {
        return find.list(learner, microCredential, state, waitingFor, page).response(uri);
    }

    @GET
    @Path("/{enrolmentId}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Read the state of an enrolment's award",
            description =
                    "For registrars and assessors of the institution. Says while waiting what has not arrived, when"
                            + " refused why, and when issued where the credential is. A pass that came after the"
                            + " institution had revoked or suspended the credential, or that of another enrolment for"
                            + " the same micro-credential, waits for a registrar.")
    @APIResponse(
            responseCode = "200",
            description = "The award, with an ETag",
            content = @Content(schema = @Schema(implementation = AwardView.class)))
    @APIResponse(responseCode = "404", description = "No such enrolment at this institution")
    public Response one(@PathParam("enrolmentId") UUID enrolment) {
        return find.one(enrolment).response();
    }

    @GET
    @Path("/{enrolmentId}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(
            summary = "Follow an enrolment's award",
            description = "For registrars and assessors of the institution. Server-sent events named award until the"
                    + " credential is issued or refused, or waits for a registrar.")
    @APIResponse(responseCode = "200", description = "A stream of awards")
    @APIResponse(responseCode = "404", description = "No such enrolment at this institution")
    @APIResponse(
            responseCode = "429",
            description = "Too many streams at a time for one log-in",
            content = @Content(mediaType = Problem.MEDIA_TYPE))
    public Multi<OutboundSseEvent> follow(@PathParam("enrolmentId") UUID enrolment, @Context Sse sse) {
        return streams.follow("award", AwardView.class, () -> find.one(enrolment), AwardView::isSettled, sse);
    }
}
