package org.testamur.issuance.vcapi;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.issuance.shape.IssueAnswer;
import org.testamur.issuance.shape.IssueForm;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/**
 * Signs a credential that an institution presents (VC-API). The path is on the class, because two classes with one path
 * would be matched one after the other. Next is {@link SignForCaller}.
 */
@Path("/credentials/issue")
@RunOnVirtualThread
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Credentials")
class IssueResource {

    private final SignForCaller sign;

    IssueResource(SignForCaller sign) {
        this.sign = sign;
    }

    @POST
    @Operation(
            summary = "Sign a credential",
            description =
                    "For registrars and machine clients of the institution with that role (VC-API). The credential is"
                            + " an Open Badges 3.0 credential without proof, and its issuer is the institution. It is signed by"
                            + " the institution's active key and nothing of it is kept: it has no award here, no page of its own"
                            + " and no place in a status list, so that it cannot be revoked, and credentialStatus must be left"
                            + " out; its id must not be an address of this platform's credentials. What would not verify is"
                            + " refused, with every fault at once, and so is a member of the data model under another name"
                            + " or in another place than readers look for. Options are accepted and change nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = IssueForm.class),
                            examples = @ExampleObject(name = "a badge", value = IssueExamples.REQUEST)))
    @APIResponse(
            responseCode = "201",
            description = "The credential with its proof",
            content =
                    @Content(
                            schema = @Schema(implementation = IssueAnswer.class),
                            examples = @ExampleObject(name = "signed", value = IssueExamples.ANSWER)))
    @APIResponse(responseCode = "503", description = "the institution has no key that may sign at the moment.")
    public Response issueCredential(byte[] body) {
        SignPresented.SigningOutcome outcome =
                sign.all(List.of(IssueRequest.one(body))).getFirst();
        return switch (outcome) {
            case SignPresented.SignedDocument(byte[] text) ->
                Response.status(201).entity(PresentedAnswer.one(text)).build();
            case SignPresented.RefusedDocument refused ->
                throw Refusal.invalid(
                        PresentedAnswer.faults("/" + IssueRequest.ONE, refused, PresentedAnswer.LISTED),
                        refused.faults().size());
        };
    }
}
