package org.testamur.verification.webhook.delivery;

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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
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
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;
import org.testamur.verification.webhook.WebhookExamples;

/** Serves the sent and pending deliveries of an employer's endpoints. */
@Path("/webhooks/deliveries")
@Tag(name = "Webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("employer")
@ActingAs(Actor.PARTNER)
@RunOnVirtualThread
class DeliveryResource {

    private final EmployerDeliveries deliveries;
    private final Dispatcher dispatcher;
    private final Caller caller;

    DeliveryResource(EmployerDeliveries deliveries, Dispatcher dispatcher, Caller caller) {
        this.deliveries = deliveries;
        this.dispatcher = dispatcher;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List deliveries",
            description = "For employers: their own, newest first, each with every attempt.")
    @APIResponse(
            responseCode = "200",
            description = "A page of deliveries",
            content = @Content(examples = @ExampleObject(name = "page", value = WebhookExamples.DELIVERIES)))
    public RestResponse<Page<DeliveryView>> listDeliveries(
            @QueryParam("endpointId") @Nullable UUID endpointId,
            @QueryParam("state")
                    @Parameter(
                            description = "Only in this state.",
                            schema = @Schema(enumeration = {"pending", "delivered", "failed", "cancelled"}))
                    @Nullable
                    String state,
            @BeanParam ListRequest request,
            @Context UriInfo uri) {
        return deliveries.list(caller.partner(), endpointId, state, request).response(uri);
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "Read a delivery",
            description = "For employers: one of their own, with every attempt. Somebody else's is 404.")
    @APIResponse(
            responseCode = "200",
            description = "The delivery",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    public DeliveryView readDelivery(@PathParam("id") UUID id) {
        return deliveries.one(caller.partner(), id);
    }

    @POST
    @Path("/{id}/redelivery")
    @Operation(
            summary = "Send a delivery again",
            description = "For employers: one of their own that was delivered or given up, at once, under the same"
                    + " webhook-id, with all its tries anew.")
    @APIResponse(
            responseCode = "202",
            description = "It will be sent",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(responseCode = "409", description = "It still waits, was cancelled, or its endpoint is disabled")
    public Response redeliverDelivery(@PathParam("id") UUID id) {
        DeliveryView view = deliveries.redeliver(caller.partner(), id);
        dispatcher.wake();
        return Response.accepted(view).build();
    }
}
