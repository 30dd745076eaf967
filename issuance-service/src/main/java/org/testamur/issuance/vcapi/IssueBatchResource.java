package org.testamur.issuance.vcapi;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.issuance.shape.IssueBatchAnswer;
import org.testamur.issuance.shape.IssueBatchForm;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Signs many credentials that an institution presents. Next is {@link SignForCaller}. */
@Path("/credentials/issue-batch")
@RunOnVirtualThread
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Credentials")
class IssueBatchResource {

    private final SignForCaller sign;

    IssueBatchResource(SignForCaller sign) {
        this.sign = sign;
    }

    @POST
    @Operation(
            summary = "Sign a batch of credentials",
            description =
                    "For registrars and machine clients of the institution with that role. As for one credential, for up"
                            + " to 1000 in a body of up to 8 MiB. There is one result for each, in their order: the"
                            + " credential with its proof, or the problem for which it was not signed, which costs the"
                            + " others nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = IssueBatchForm.class),
                            examples = @ExampleObject(name = "one badge", value = IssueExamples.BATCH_REQUEST)))
    @APIResponse(
            responseCode = "200",
            description = "One result for each credential, in their order",
            content =
                    @Content(
                            schema = @Schema(implementation = IssueBatchAnswer.class),
                            examples = @ExampleObject(name = "one refused", value = IssueExamples.BATCH_ANSWER)))
    @APIResponse(responseCode = "503", description = "the institution has no key that may sign at the moment.")
    public byte[] issueCredentials(byte[] body) {
        return PresentedAnswer.many(sign.all(IssueRequest.many(body)), body.length);
    }
}
