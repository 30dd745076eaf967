package org.testamur.issuance.batch;

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
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.RowRequest;
import org.testamur.platform.rest.EventStreams;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Batches of results, as far as their awards go. */
@Path("/issuance/batches/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({"registrar", "assessor", "auditor"})
@ActingAs(Actor.STAFF)
@Tag(name = "Batches", description = "What became of the results of a batch.")
class BatchResource {

    private static final String EXAMPLE = """
            {
              "id": "0193a7e1-0400-7b3a-8c11-3d5e7f9a1b01",
              "rows": 240, "arrived": 238,
              "issued": 221, "waiting": 1, "refused": 2, "none": 14, "suspended": 0, "revoked": 0, "superseded": 0,
              "updatedAt": "2026-11-21T08:15:03.410Z"
            }""";

    private final FindBatch find;
    private final EventStreams streams;

    BatchResource(FindBatch find, EventStreams streams) {
        this.find = find;
        this.streams = streams;
    }

    @GET
    @Operation(
            summary = "Read the state of a batch's awards",
            description =
                    "Roles: registrar, assessor, auditor. Counts of the awards that came of a batch of results, by its id in"
                            + " assessment. With Accept: text/event-stream the same as server-sent events named batch, until"
                            + " every row has come and none waits. An award counts with the batch that its newest result came in.")
    @APIResponse(
            responseCode = "200",
            description = "The counts",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = BatchView.class),
                        examples = @ExampleObject(name = "Nearly done", value = EXAMPLE))
            })
    @APIResponse(
            responseCode = "404",
            description = "No result of such a batch has arrived for this institution, so far")
    public BatchView readBatchAwards(@PathParam("id") UUID id) {
        return find.one(id);
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> followBatchAwards(@PathParam("id") UUID id, @Context Sse sse) {
        return streams.follow("batch", BatchView.class, id, () -> find.one(id), BatchView::isSettled, sse);
    }

    @GET
    @Path("/rows")
    @Operation(
            summary = "List the awards of a batch",
            description =
                    "Roles: registrar, assessor, auditor. In the order of the batch; with state=refused those that failed,"
                            + " and why.")
    @APIResponse(responseCode = "200", description = "A part of the list, with next where there is more")
    @APIResponse(
            responseCode = "404",
            description = "No result of such a batch has arrived for this institution, so far")
    public RestResponse<Page<BatchRowView>> listBatchAwards(
            @PathParam("id") UUID id,
            @Parameter(
                            description = "Absent: all.",
                            example = "refused",
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
            @BeanParam RowRequest page,
            @Context UriInfo uri) {
        return find.rows(id, state, page).response(uri);
    }
}
