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
import org.testamur.platform.tenancy.Caller;

/** Awards for the learner whose they are, at every institution. */
@Path("/issuance/learners/me/awards")
@RunOnVirtualThread
@RolesAllowed("learner")
@ActingAs(Actor.SELF)
@Tag(name = "Awards")
class LearnerAwardResource {

    private final FindAwards find;
    private final EventStreams streams;
    private final Caller caller;

    LearnerAwardResource(FindAwards find, EventStreams streams, Caller caller) {
        this.find = find;
        this.streams = streams;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List one's own awards",
            description =
                    "For learners. By enrolment,"
                            + " each with the title and image of its micro-credential, its institution and the page of its credential.")
    @APIResponse(responseCode = "200", description = "A part of the list, with next where there is more")
    public RestResponse<Page<AwardView>> listMyAwards(
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
            @BeanParam ListRequest page,
            @Context UriInfo uri) {
        return find.list(caller.person(), microCredential, state, null, page).response(uri);
    }

    @GET
    @Path("/{enrolmentId}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Read the state of one's own award",
            description = "For the learner. Says while waiting what has not arrived, when refused why, and when issued"
                    + " where the credential is. With Accept: text/event-stream the same as server-sent events named"
                    + " award, until the credential is issued or refused, or waits for a registrar.")
    @APIResponse(
            responseCode = "200",
            description = "The award; Testamur-Fact names the newest fact of its credential",
            headers = @Header(name = FactToken.ANSWER_HEADER, ref = FactToken.ANSWER_HEADER),
            content = @Content(schema = @Schema(implementation = AwardView.class)))
    @APIResponse(
            responseCode = "404",
            description =
                    "enrolment: not yours, or its fact has not arrived here yet, which Testamur-After waits for. An"
                            + " enrolment that is here always has a state: none before there is a result.")
    public Response readMyAward(@PathParam("enrolmentId") UUID enrolment) {
        return find.one(enrolment).response();
    }

    @GET
    @Path("/{enrolmentId}/credentials")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List the credentials of one's own enrolment",
            description = "For the learner. All that were issued for the enrolment, those that"
                    + " were superseded or revoked included, by award number, the newest first.")
    @APIResponse(responseCode = "200", description = "A part of the list, with next where there is more")
    public RestResponse<Page<CredentialView>> listMyEnrolmentCredentials(
            @PathParam("enrolmentId") UUID enrolment, @BeanParam ListRequest page, @Context UriInfo uri) {
        return find.credentials(enrolment, false, page).response(uri);
    }

    @GET
    @Path("/{enrolmentId}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> followMyAward(@PathParam("enrolmentId") UUID enrolment, @Context Sse sse) {
        return streams.follow(
                "award", AwardView.class, enrolment, () -> find.one(enrolment), AwardView::isSettled, sse);
    }
}
