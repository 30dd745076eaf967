package org.testamur.issuance.brought;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.testamur.platform.consumer.TemporarilyUnavailable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Problem;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Signs credentials that an institution brings (VC-API). Next is {@link SignBrought}. */
@Path("/credentials")
@RunOnVirtualThread
@RolesAllowed("registrar")
@ActingAs(Actor.STAFF)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Credentials")
class IssueResource {

    private static final Logger LOG = Logger.getLogger(IssueResource.class);
    private static final byte[] ONE_OPENS = ascii("{\"verifiableCredential\":");
    private static final byte[] MANY_OPENS = ascii("{\"results\":[");
    private static final byte[] PROBLEM_OPENS = ascii("{\"problem\":");
    private static final byte[] MANY_CLOSES = ascii("]}");

    /** How many faults of a credential are listed, and of all in a body before only the first of each is. */
    private static final int LISTED = 100;

    private static final int LISTED_IN_ALL = 5_000;

    private final SignBrought sign;
    private final Caller caller;

    IssueResource(SignBrought sign, Caller caller) {
        this.sign = sign;
        this.caller = caller;
    }

    @POST
    @Path("/issue")
    @Operation(
            summary = "Sign a credential that you bring",
            description =
                    "For registrars and machine clients of the institution with that role (VC-API). The credential is"
                            + " an Open Badges 3.0 credential without proof, and its issuer is the institution. It is signed by"
                            + " the institution's active key and nothing of it is kept: it has no award here, no page of its own"
                            + " and no place in a status list, so that it cannot be revoked, and credentialStatus must be left"
                            + " out; its id must not be an address of this platform's credentials. What would not verify is"
                            + " refused, with every fault at once. Options are accepted and change nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.OBJECT, description = "The credential, and options"),
                            examples = @ExampleObject(name = "a badge", value = IssueExamples.REQUEST)))
    @APIResponse(
            responseCode = "201",
            description = "The credential with its proof",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.OBJECT),
                            examples = @ExampleObject(name = "signed", value = IssueExamples.ANSWER)))
    @APIResponse(responseCode = "400", description = "The body or the credential has faults, each named by its place")
    @APIResponse(responseCode = "503", description = "The institution has no key that may sign at the moment")
    public Response issue(byte[] body) {
        SignBrought.Outcome outcome = signed(List.of(IssueRequest.one(body))).getFirst();
        return switch (outcome) {
            case SignBrought.Signed(byte[] text) ->
                Response.status(201).entity(one(text)).build();
            case SignBrought.Refused refused ->
                throw Refusal.invalid(
                        faults("/" + IssueRequest.ONE, refused, LISTED),
                        refused.faults().size());
        };
    }

    @POST
    @Path("/issue-batch")
    @Operation(
            summary = "Sign many credentials that you bring",
            description =
                    "For registrars and machine clients of the institution with that role. As for one credential, for up"
                            + " to 1000 in a body of up to 8 MiB. There is one result for each, in their order: the"
                            + " credential with its proof, or the problem for which it was not signed, which costs the"
                            + " others nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.OBJECT, description = "The credentials, and options"),
                            examples = @ExampleObject(name = "one badge", value = IssueExamples.BATCH_REQUEST)))
    @APIResponse(
            responseCode = "200",
            description = "One result for each credential, in their order",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.OBJECT),
                            examples = @ExampleObject(name = "one refused", value = IssueExamples.BATCH_ANSWER)))
    @APIResponse(responseCode = "400", description = "The body has faults")
    @APIResponse(responseCode = "413", description = "The body is larger than 8 MiB")
    @APIResponse(
            responseCode = "503",
            description =
                    "The institution has no key that may sign at the moment, or as many large bodies are worked on as"
                            + " there is memory for: try again as Retry-After says")
    public byte[] issueBatch(byte[] body) {
        List<SignBrought.Outcome> outcomes = signed(IssueRequest.many(body));
        ByteArrayOutputStream answer = new ByteArrayOutputStream(body.length + 512 * outcomes.size());
        answer.writeBytes(MANY_OPENS);
        int listed = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            if (i > 0) {
                answer.write(',');
            }
            switch (outcomes.get(i)) {
                case SignBrought.Signed(byte[] text) -> {
                    answer.writeBytes(ONE_OPENS);
                    answer.writeBytes(text);
                }
                case SignBrought.Refused refused -> {
                    answer.writeBytes(PROBLEM_OPENS);
                    List<Fault> faults = faults("", refused, listed < LISTED_IN_ALL ? LISTED : 1);
                    listed += faults.size();
                    answer.writeBytes(
                            BroughtJson.write(problem(faults, refused.faults().size())));
                }
            }
            answer.write('}');
        }
        answer.writeBytes(MANY_CLOSES);
        return answer.toByteArray();
    }

    private List<SignBrought.Outcome> signed(List<byte[]> credentials) {
        try {
            return sign.sign(caller.institution(), credentials);
        } catch (TemporarilyUnavailable e) {
            // What is away, and where, is for operators: readiness and the log tell them.
            LOG.warnf("%s cannot sign: %s", caller.institution(), e.getMessage());
            throw Refusal.of(
                    Refusal.Kind.UNAVAILABLE,
                    "key-not-usable",
                    "The institution's key cannot be used just now: try again later.");
        }
    }

    private static byte[] one(byte[] text) {
        byte[] answer = java.util.Arrays.copyOf(ONE_OPENS, ONE_OPENS.length + text.length + 1);
        System.arraycopy(text, 0, answer, ONE_OPENS.length, text.length);
        answer[answer.length - 1] = '}';
        return answer;
    }

    private static List<Fault> faults(String prefix, SignBrought.Refused refused, int most) {
        return refused.faults().stream()
                .limit(most)
                .map(fault -> new Fault(
                        prefix + fault.pointer(),
                        fault.message() + " [" + fault.rule().name() + "]"))
                .toList();
    }

    private static Problem problem(List<Fault> listed, int total) {
        return new Problem(
                "urn:testamur:problem:invalid",
                "The credential has faults",
                400,
                total == 1
                        ? "One fault: see errors."
                        : total == listed.size()
                                ? total + " faults: see errors."
                                : total + " faults: see errors for the first " + listed.size() + ".",
                listed,
                null);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
