package org.testamur.verification.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.audit.Audited;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Verifies any presented credential (VC-API). */
@Path("/credentials/verify")
@Tag(name = "Verification")
@PermitAll
@ActingAs(Actor.PUBLIC)
@RunOnVirtualThread
class VerifyResource {

    private static final Set<String> MEMBERS = Set.of("verifiableCredential", "credential", "options");

    // Foreign credentials may hold whatever text JSON can, so the body is not read as our own requests are.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int MOST_LISTS = 8;

    private final VerifyCredential verifyCredential;
    private final Clock clock;

    VerifyResource(VerifyCredential verifyCredential, Clock clock) {
        this.verifyCredential = verifyCredential;
        this.clock = clock;
    }

    @POST
    @Audited(false)
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Verify a credential",
            description =
                    "Open to anybody (VC-API). Issuers of this platform are checked by what it holds of them, status"
                            + " included; issuers that are a did:key by the key itself; others are not known and not"
                            + " checked, which is cannot-tell, as is a proof, a context or a form (a JWT) that is not"
                            + " supported. Credentials inside the credential, such as endorsements, are answered by their"
                            + " places as inside; one that does not hold is a warning, and in a Comprehensive Learner"
                            + " Record a forged one makes the record invalid. Nothing is fetched from an address found in"
                            + " the document: bring the status list credentials that it names as"
                            + " options.statusListCredentials, and each entry is looked up under its purpose; faults bear"
                            + " the names of Bitstring Status List 1.0; a list without validUntil may be an old copy, which"
                            + " is a warning. options.at asks about a time that is past. At most 1 MiB and 5 seconds of"
                            + " work.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = VerifyForm.class),
                            examples = @ExampleObject(name = "no proof", value = Examples.VERIFY_REQUEST)))
    @APIResponse(
            responseCode = "200",
            description = "Whether it holds, with every check",
            content =
                    @Content(
                            schema = @Schema(implementation = VerifyAnswer.class),
                            examples = @ExampleObject(name = "no proof", value = Examples.VERIFY_ANSWER)))
    public VerifyAnswer verifyCredential(byte[] body) {
        JsonNode request = parse(body);
        JsonNode credential = credential(request);
        JsonNode options = request.path("options");
        AsOf asOf = AsOf.of(time(options), "/options/at", clock);
        List<ObjectNode> lists = statusLists(options);
        return credential instanceof ObjectNode document && !CredentialForm.isEnveloped(document)
                ? verifyCredential.presented(document, asOf, lists)
                : verifyCredential.notSupported(asOf);
    }

    private static @Nullable String time(JsonNode options) {
        JsonNode at = options.path("at");
        // What is no text is no time either.
        return at.isMissingNode() ? null : at.isTextual() ? at.textValue() : "";
    }

    private static List<ObjectNode> statusLists(JsonNode options) {
        JsonNode brought = options.path("statusListCredentials");
        if (brought.isMissingNode()) {
            return List.of();
        }
        List<ObjectNode> lists = new ArrayList<>();
        brought.forEach(list -> {
            if (list instanceof ObjectNode object) {
                lists.add(object);
            }
        });
        if (!brought.isArray() || lists.size() != brought.size() || lists.size() > MOST_LISTS) {
            throw Refusal.invalid(
                    "/options/statusListCredentials", "must be at most " + MOST_LISTS + " status list credentials");
        }
        return lists;
    }

    /** An object, or the text of a JWT. */
    private static JsonNode credential(JsonNode request) {
        if (!request.isObject()) {
            throw Refusal.invalid("", "a JSON object is expected");
        }
        List<Fault> faults = new ArrayList<>();
        request.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                faults.add(new Fault("/" + name, "is not a field of this request"));
            }
        });
        boolean both = request.has("verifiableCredential") && request.has("credential");
        String member = request.has("credential") ? "credential" : "verifiableCredential";
        JsonNode credential = request.path(member);
        if (both) {
            faults.add(new Fault("/credential", "must not stand beside verifiableCredential"));
        } else if (!(credential.isTextual() && CredentialForm.isJwt(credential.textValue()))
                && (!credential.isObject() || credential.isEmpty())) {
            faults.add(new Fault("/" + member, "must be the credential as a JSON object"));
        }
        if (request.has("options") && !request.path("options").isObject()) {
            faults.add(new Fault("/options", "must be an object"));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return credential;
    }

    private static JsonNode parse(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return MAPPER.readTree(text);
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("", "the body is not UTF-8");
        } catch (NumberFormatException e) {
            throw Refusal.invalid("", "it holds a number beyond all measure");
        } catch (JsonProcessingException e) {
            String message = e.getOriginalMessage();
            throw Refusal.invalid(
                    "",
                    "not well-formed JSON: "
                            + (message == null
                                    ? "unreadable"
                                    : message.lines().findFirst().orElse("")));
        }
    }
}
