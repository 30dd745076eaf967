package org.testamur.enrolment.learner.did;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.LearnerAnswer;
import org.testamur.enrolment.learner.LearnerView;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves a learner's proof that they control a DID. */
@Path("/enrolment/learners")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("learner")
@ActingAs(Actor.SELF)
@Tag(name = "Learners")
class DidResource {

    private static final String PRESENTATION = """
            {"presentation": {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"],
             "holder": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
             "proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022",
              "proofPurpose": "authentication", "challenge": "u8Qn2vXy0mYq8c1Jt5Wb2A",
              "domain": "https://localhost:8443", "proofValue": "z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk"}}}""";

    private final KeepDid keep;
    private final ProveDid prove;
    private final Caller caller;

    DidResource(KeepDid keep, ProveDid prove, Caller caller) {
        this.keep = keep;
        this.prove = prove;
        this.caller = caller;
    }

    /** A signed presentation of the DID's holder. */
    public record DidRequest(
            @NotNull(message = "is missing")
            @Nullable
            @Schema(
                    type = SchemaType.OBJECT,
                    description = "A verifiable presentation that holds @context, type and holder (a did:key of an"
                            + " Ed25519 key), with one eddsa-rdfc-2022 proof for authentication, with the challenge"
                            + " and the domain that were answered.",
                    examples = "{\"@context\": [\"https://www.w3.org/ns/credentials/v2\"],"
                            + " \"type\": [\"VerifiablePresentation\"],"
                            + " \"holder\": \"did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK\","
                            + " \"proof\": {\"type\": \"DataIntegrityProof\", \"cryptosuite\": \"eddsa-rdfc-2022\","
                            + " \"created\": \"2026-11-20T09:01:12Z\", \"verificationMethod\":"
                            + " \"did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK\","
                            + " \"proofPurpose\": \"authentication\", \"challenge\": \"vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s\","
                            + " \"domain\": \"https://localhost:8443\", \"proofValue\": \"z3FXQ...\"}}")
            JsonNode presentation) {}

    @POST
    @Path("/me/did-challenges")
    @Operation(
            summary = "Request a challenge to prove a DID",
            description = "Role learner. The challenge is shown this once, may be answered once within ten minutes, by"
                    + " this learner, and replaces the one before. Not repeatable by Idempotency-Key.")
    @APIResponse(
            responseCode = "201",
            description = "What is to be signed",
            content =
                    @Content(
                            schema = @Schema(implementation = KeepDid.Challenge.class),
                            examples =
                                    @ExampleObject(
                                            name = "challenge",
                                            value = "{\"challenge\": \"vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s\","
                                                    + " \"domain\": \"https://localhost:8443\","
                                                    + " \"expiresAt\": \"2026-11-20T09:10:00Z\"}")))
    public Response createDidChallenge() {
        return Response.status(Response.Status.CREATED)
                .entity(keep.challenge(caller.person()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @PUT
    @Path("/me/did")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Prove a DID",
            description = "Role learner. The DID becomes the subject of credentials that are issued from now on. Its"
                    + " holder proves it by signing an open challenge; a did:key is all that can be proved yet. If-Match"
                    + " is honoured and not demanded.")
    @APIResponse(
            responseCode = "200",
            description = "The learner, with the DID",
            content =
                    @Content(
                            schema = @Schema(implementation = LearnerView.class),
                            examples = @ExampleObject(name = "learner", value = LearnerView.EXAMPLE)))
    @APIResponse(responseCode = "400", description = "what the proof lacks.")
    @APIResponse(
            responseCode = "409",
            description = "No open challenge of this learner is answered (challenge-not-open)")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DidRequest.class),
                            examples = @ExampleObject(name = "presentation", value = PRESENTATION)))
    public Response proveMyDid(
            DidRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag that was read, to be sure") @Nullable
                    String ifMatch) {
        return LearnerAnswer.of(
                Response.ok(), prove.prove(caller.person(), Objects.requireNonNull(request.presentation()), ifMatch));
    }

    @DELETE
    @Path("/me/did")
    @Operation(
            summary = "Remove the DID",
            description = "Role learner. Credentials that are issued from now on have a pseudonym as their subject."
                    + " Again changes nothing. If-Match is honoured and not demanded.")
    @APIResponse(
            responseCode = "200",
            description = "The learner, without a DID",
            content =
                    @Content(
                            schema = @Schema(implementation = LearnerView.class),
                            examples = @ExampleObject(name = "learner", value = LearnerView.EXAMPLE)))
    public Response removeMyDid(
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag that was read, to be sure") @Nullable
                    String ifMatch) {
        return LearnerAnswer.of(Response.ok(), keep.drop(caller.person(), ifMatch));
    }
}
