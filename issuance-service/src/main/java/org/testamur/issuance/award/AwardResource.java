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
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.credential.CredentialView;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.rest.EventStreams;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Awards for those who work for the institution. */
@Path("/issuance/awards")
@RunOnVirtualThread
@RolesAllowed({"registrar", "assessor", "auditor"})
@ActingAs(Actor.STAFF)
@Tag(name = "Awards", description = "What follows from the result of an enrolment.")
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
            description = "For registrars, assessors and auditors. By enrolment, each with the title and image of its"
                    + " micro-credential, its institution, its learner's name and the page of its credential.")
    @APIResponse(responseCode = "200", description = "A part of the list, with next where there is more")
    public RestResponse<Page<AwardView>> listAwards(
            @QueryParam("microCredentialId") @Nullable UUID microCredential,
            @Parameter(
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "none",
                                                "waiting",
                                                "issued",
                                                "suspended",
                                                "refused",
                                                "revoked",
                                                "superseded"
                                            }))
                    @QueryParam("state")
                    @Nullable
                    String state,
            @QueryParam("learnerId") @Nullable UUID learner,
            @Parameter(
                            description = "registrar: only passes that wait for a registrar to release or refuse them.",
                            schema = @Schema(enumeration = {"registrar"}))
                    @QueryParam("waitingFor")
                    @Nullable
                    String waitingFor,
            @BeanParam ListRequest page,
            @Context UriInfo uri) {
        return find.list(learner, microCredential, state, waitingFor, page).response(uri);
    }

    @GET
    @Path("/{enrolmentId}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Read the state of an enrolment's award",
            description =
                    "For registrars, assessors and auditors of the institution. Says while waiting what has not arrived, when"
                            + " refused why, and when issued where the credential is. A pass that came after the"
                            + " institution had revoked or suspended the credential, or that of another enrolment for"
                            + " the same micro-credential, waits for a registrar. With Accept: text/event-stream the"
                            + " same as server-sent events named award, until the credential is issued or refused, or"
                            + " waits for a registrar.")
    @APIResponse(
            responseCode = "200",
            description = "The award, with an ETag; Testamur-Fact names the newest fact of its credential",
            headers = @Header(name = FactToken.ANSWER_HEADER, ref = FactToken.ANSWER_HEADER),
            content = @Content(schema = @Schema(implementation = AwardView.class)))
    @APIResponse(
            responseCode = "404",
            description =
                    "enrolment: not yours, or its fact has not arrived here yet, which Testamur-After waits for. An"
                            + " enrolment that is here always has a state: none before there is a result.")
    public Response readAward(@PathParam("enrolmentId") UUID enrolment) {
        return find.one(enrolment).response();
    }

    @GET
    @Path("/{enrolmentId}/credentials")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List the credentials of an enrolment",
            description =
                    "For registrars, assessors and auditors of the institution. All that were issued for the enrolment, those that"
                            + " were superseded or revoked included, by award number, the newest first. One that bears a"
                            + " former name of the learner is shown to staff only.")
    @APIResponse(responseCode = "200", description = "A part of the list, with next where there is more")
    public RestResponse<Page<CredentialView>> listEnrolmentCredentials(
            @PathParam("enrolmentId") UUID enrolment, @BeanParam ListRequest page, @Context UriInfo uri) {
        return find.credentials(enrolment, true, page).response(uri);
    }

    @GET
    @Path("/{enrolmentId}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> followAward(@PathParam("enrolmentId") UUID enrolment, @Context Sse sse) {
        return streams.follow(
                "award", AwardView.class, enrolment, () -> find.one(enrolment), AwardView::isSettled, sse);
    }
}
