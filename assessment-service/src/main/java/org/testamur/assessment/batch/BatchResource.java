package org.testamur.assessment.batch;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
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
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.RowRequest;
import org.testamur.platform.rest.EventStreams;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Batches of results at the HTTP edge. */
@Path("/assessment/result-batches")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@ActingAs(Actor.STAFF)
@Tag(name = "Result batches", description = "Results by the thousand: a whole cohort, or earlier work recognised.")
class BatchResource {

    private final BatchReader reader;
    private final NamedRows named;
    private final AcceptBatch acceptBatch;
    private final FindBatches find;
    private final CancelBatch cancelBatch;
    private final EventStreams streams;

    BatchResource(
            BatchReader reader,
            NamedRows named,
            AcceptBatch acceptBatch,
            FindBatches find,
            CancelBatch cancelBatch,
            EventStreams streams) {
        this.reader = reader;
        this.named = named;
        this.acceptBatch = acceptBatch;
        this.find = find;
        this.cancelBatch = cancelBatch;
        this.streams = streams;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, BatchReader.CSV})
    @RolesAllowed("registrar")
    @Idempotent
    @Operation(
            summary = "Submit a batch of results",
            description =
                    "Role: registrar. Up to 10,000 rows and 8 MiB, as JSON or as CSV (RFC 4180, a header row, UTF-8 or"
                            + " UTF-16 with a byte order mark). CSV as spreadsheets save it is read, too: separated by"
                            + " commas, semicolons or tabs, with 78,5 for 78.5 and 30.11.2026 for 2026-11-30."
                            + " What may have separators of thousands (1.000) is refused."
                            + " Every row must be in form and name another enrolment, or nothing is accepted; what is"
                            + " wrong is named by row and field. Each accepted row is then recorded by the rules of a"
                            + " single result: a row that they refuse fails by itself. An enrolment that is not known"
                            + " here yet is waited for, for half a minute. A row that corrects a result names its"
                            + " present revision. A row may name the learner, by the institution's own number or the"
                            + " e-mail address, and the micro-credential in the place of the enrolment (in CSV:"
                            + " learnerNumber, learnerEmail, microCredentialId): their one active enrolment is looked up"
                            + " when the batch is submitted. Send an Idempotency-Key, so that a repetition records nothing twice.")
    @RequestBody(
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = BatchClaim.class),
                        examples = @ExampleObject(name = "Two rows", value = BatchExamples.JSON)),
                @Content(
                        mediaType = BatchReader.CSV,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(name = "Two rows", value = BatchExamples.CSV))
            })
    @APIResponse(
            responseCode = "202",
            description = "Accepted. Location says where to follow it.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BatchView.class),
                            examples = @ExampleObject(name = "Accepted", value = BatchExamples.ACCEPTED)))
    @APIResponse(responseCode = "400", description = "rows have faults; the first 200 are named, of the rest how many.")
    public Response submitResultBatch(byte[] body, @Context HttpHeaders headers, @Context UriInfo uri) {
        BatchView batch = acceptBatch.accept(named.all(reader.read(body, headers.getMediaType())));
        return Response.accepted(batch)
                .location(
                        uri.getAbsolutePathBuilder().path(batch.id().toString()).build())
                .build();
    }

    @GET
    @RolesAllowed({"registrar", "assessor", "auditor"})
    @Operation(
            summary = "List the institution's batches",
            description = "Roles: registrar, assessor, auditor. Newest first.")
    @APIResponse(responseCode = "200", description = "A part of the list: items, and next when there are more.")
    public RestResponse<Page<BatchView>> listResultBatches(@BeanParam ListRequest page, @Context UriInfo uri) {
        return find.list(page).response(uri);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"registrar", "assessor", "auditor"})
    @Operation(
            summary = "Read the state of a batch",
            description =
                    "Roles: registrar, assessor, auditor. With Accept: text/event-stream the same as server-sent events named"
                            + " batch, until nothing is pending; a few streams at a time for each log-in.")
    @APIResponse(
            responseCode = "200",
            description = "The batch.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = BatchView.class),
                        examples = @ExampleObject(name = "Running", value = BatchExamples.RUNNING))
            })
    public BatchView readResultBatch(@PathParam("id") UUID id) {
        return find.one(id);
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RolesAllowed({"registrar", "assessor", "auditor"})
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> followResultBatch(@PathParam("id") UUID id, @Context Sse sse) {
        return streams.follow("batch", BatchView.class, id, () -> find.one(id), BatchView::isSettled, sse);
    }

    @GET
    @Path("/{id}/rows")
    @RolesAllowed({"registrar", "assessor", "auditor"})
    @Operation(
            summary = "List the rows of a batch",
            description =
                    "Roles: registrar, assessor, auditor. In the order of the batch. A learner's rows go when they are erased.")
    @APIResponse(responseCode = "200", description = "A part of the list: items, and next when there are more.")
    public RestResponse<Page<BatchRowView>> listResultBatchRows(
            @PathParam("id") UUID id,
            @Parameter(
                            description = "Absent: all.",
                            example = "failed",
                            schema = @Schema(enumeration = {"pending", "recorded", "unchanged", "failed", "cancelled"}))
                    @QueryParam("state")
                    @Nullable
                    String state,
            @BeanParam RowRequest page,
            @Context UriInfo uri) {
        return find.rows(id, state, page).response(uri);
    }

    @POST
    @Path("/{id}/cancellation")
    @RolesAllowed("registrar")
    @Operation(
            summary = "Cancel a batch",
            description =
                    "Role: registrar. What is recorded stays; what is pending is spared. Repeated, it changes nothing"
                            + " more.")
    @APIResponse(
            responseCode = "200",
            description = "Cancelled.",
            content = @Content(schema = @Schema(implementation = BatchView.class)))
    @APIResponse(responseCode = "409", description = "All its rows are settled.")
    public BatchView cancelResultBatch(@PathParam("id") UUID id) {
        return cancelBatch.cancel(id);
    }
}
