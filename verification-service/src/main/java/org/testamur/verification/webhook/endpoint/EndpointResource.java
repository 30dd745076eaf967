package org.testamur.verification.webhook.endpoint;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
import org.testamur.verification.webhook.WebhookExamples;

/** Serves an employer's webhook endpoints. */
@Path("/webhooks/endpoints")
@Tag(name = "Webhooks", description = "Where an employer is told of credentials, and what was sent there.")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("employer")
@ActingAs(Actor.PARTNER)
@RunOnVirtualThread
class EndpointResource {

    private final EmployerEndpoints endpoints;
    private final VerifyEndpoints verifier;
    private final Caller caller;

    EndpointResource(EmployerEndpoints endpoints, VerifyEndpoints verifier, Caller caller) {
        this.endpoints = endpoints;
        this.verifier = verifier;
        this.caller = caller;
    }

    // No Idempotency-Key here: a kept answer would keep the secret in the clear.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Create a webhook endpoint",
            description = "For employers. Deliveries are signed as Standard Webhooks says (v1, HMAC-SHA256) with the"
                    + " secret in this answer, which is not shown again. An Idempotency-Key has no effect here. The endpoint"
                    + " is unverified at first: it is sent an endpoint.verification, signed as everything, with a"
                    + " data.challenge, by the schedule of retries for a day. It is active once a 2xx answer holds the"
                    + " challenge in the first 16 KiB of its body, or the employer sends it to"
                    + " POST /webhooks/endpoints/{id}/verification; it hears of what happens from then on.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = EndpointRequest.class),
                            examples = @ExampleObject(name = "endpoint", value = WebhookExamples.REQUEST)))
    @APIResponse(
            responseCode = "201",
            description = "The endpoint with its secret",
            content =
                    @Content(
                            schema = @Schema(implementation = EndpointView.class),
                            examples = @ExampleObject(name = "endpoint", value = WebhookExamples.ENDPOINT)))
    @APIResponse(responseCode = "409", description = "The employer has as many endpoints as it may have")
    @APIResponse(responseCode = "429", description = "the employer has begun too many verifications within the hour.")
    public Response createEndpoint(EndpointRequest request, @Context UriInfo uri) {
        EndpointView view = endpoints.register(caller.partner(), request);
        verifier.wake();
        return Response.created(
                        uri.getAbsolutePathBuilder().path(view.id().toString()).build())
                .header("ETag", EntityVersion.etag(view.version()))
                .header("Cache-Control", "no-store")
                .entity(view)
                .build();
    }

    @GET
    @Operation(summary = "List the endpoints", description = "For employers: their own, newest first.")
    @APIResponse(responseCode = "200", description = "A page of endpoints, without secrets")
    public RestResponse<Page<EndpointView>> listEndpoints(@BeanParam ListRequest request, @Context UriInfo uri) {
        return endpoints.list(caller.partner(), request).response(uri);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read an endpoint", description = "For employers: one of their own.")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint, without its secret",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    public Response readEndpoint(@PathParam("id") UUID id) {
        EndpointView view = endpoints.find(caller.partner(), id);
        return Response.ok(view)
                .header("ETag", EntityVersion.etag(view.version()))
                .build();
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change an endpoint",
            description =
                    "For employers: one of their own. Another URL must be verified anew; what waits for the endpoint"
                            + " waits until it is. Name the version that was read by If-Match.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = EndpointRequest.class),
                            examples = @ExampleObject(name = "endpoint", value = WebhookExamples.REQUEST)))
    @APIResponse(
            responseCode = "200",
            description = "The endpoint as it is now",
            content =
                    @Content(
                            schema = @Schema(implementation = EndpointView.class),
                            examples = @ExampleObject(name = "endpoint", value = WebhookExamples.UNVERIFIED)))
    @APIResponse(responseCode = "429", description = "the employer has begun too many verifications within the hour.")
    public Response changeEndpoint(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam("If-Match") @Nullable String ifMatch,
            EndpointRequest request) {
        EndpointView view = endpoints.change(caller.partner(), id, request, ifMatch);
        verifier.wake();
        return Response.ok(view)
                .header("ETag", EntityVersion.etag(view.version()))
                .build();
    }

    @POST
    @Path("/{id}/verification")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Answer an endpoint's challenge",
            description = "For employers whose receiver cannot answer with the challenge that it was sent: it stands in"
                    + " data.challenge of the endpoint.verification. The endpoint is active at once.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ChallengeRequest.class),
                            examples = @ExampleObject(name = "challenge", value = WebhookExamples.CHALLENGE)))
    @APIResponse(
            responseCode = "200",
            description = "The endpoint, active",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    @APIResponse(responseCode = "400", description = "that is not the challenge, or its day is over.")
    @APIResponse(responseCode = "409", description = "The endpoint needs no proof")
    public Response verifyEndpoint(@PathParam("id") UUID id, ChallengeRequest request) {
        EndpointView view = endpoints.verify(caller.partner(), id, request.challenge());
        return Response.ok(view)
                .header("ETag", EntityVersion.etag(view.version()))
                .build();
    }

    @POST
    @Path("/{id}/verification/renewal")
    @Operation(
            summary = "Start a new verification of an endpoint",
            description =
                    "For employers: one of their own that is unverified or was given up. The challenge before counts"
                            + " no longer, and a new day begins.")
    @APIResponse(
            responseCode = "202",
            description = "A new challenge is sent",
            content =
                    @Content(
                            schema = @Schema(implementation = EndpointView.class),
                            examples = @ExampleObject(name = "endpoint", value = WebhookExamples.UNVERIFIED)))
    @APIResponse(responseCode = "409", description = "The endpoint needs no proof")
    @APIResponse(responseCode = "429", description = "the employer has begun too many verifications within the hour.")
    public Response renewEndpointVerification(@PathParam("id") UUID id) {
        EndpointView view = endpoints.challengeAnew(caller.partner(), id);
        verifier.wake();
        return Response.accepted(view)
                .header("ETag", EntityVersion.etag(view.version()))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Remove an endpoint",
            description = "For employers: one of their own, with all that waits for it and the history of deliveries.")
    @APIResponse(responseCode = "204", description = "It is removed")
    public void removeEndpoint(@PathParam("id") UUID id) {
        endpoints.remove(caller.partner(), id);
    }

    @POST
    @Path("/{id}/secret-rotation")
    @Operation(
            summary = "Change an endpoint's secret",
            description = "For employers. For a day deliveries carry two signatures, by the new secret and by the one"
                    + " before; a second rotation within the day ends the older one at once.")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint with its new secret, which is not shown again",
            content =
                    @Content(
                            schema = @Schema(implementation = EndpointView.class),
                            examples = @ExampleObject(name = "endpoint", value = WebhookExamples.ENDPOINT)))
    public Response rotateEndpointSecret(@PathParam("id") UUID id) {
        EndpointView view = endpoints.rotate(caller.partner(), id);
        return Response.ok(view)
                .header("ETag", EntityVersion.etag(view.version()))
                .header("Cache-Control", "no-store")
                .build();
    }
}
