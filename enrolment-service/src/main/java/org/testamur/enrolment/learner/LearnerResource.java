package org.testamur.enrolment.learner;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves a learner's own record. */
@Path("/enrolment/learners")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("learner")
@Tag(name = "Learners", description = "The signed-in learner's own record, log-ins and consents.")
class LearnerResource {

    private static final String PROFILE = """
            {"name": "Mari Tamm", "email": "mari.tamm@learners.example"}""";

    private static final String CONSENTS = """
            {"name": true, "result": true, "evidence": false, "identifier": false}""";

    private static final String LINK = """
            {"code": "vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s"}""";

    private static final String ME = "/enrolment/learners/me";

    private final RegisterLearner register;
    private final KeepLearner keep;
    private final LinkLogin linkLogin;
    private final Set<String> trustedForNames;
    private final Caller caller;

    LearnerResource(RegisterLearner register, KeepLearner keep, LinkLogin linkLogin, NamesConfig names, Caller caller) {
        this.register = register;
        this.keep = keep;
        this.linkLogin = linkLogin;
        this.trustedForNames = names.trustedIssuers().orElse(Set.of());
        this.caller = caller;
    }

    /** The consents as they are sent: each has to be said. */
    public record ConsentsRequest(
            @NotNull(message = "must be true or false") @Nullable @Schema(description = "The learner's name")
            Boolean name,

            @NotNull(message = "must be true or false") @Nullable @Schema(description = "Links to evidence")
            Boolean evidence,

            @NotNull(message = "must be true or false") @Nullable @Schema(description = "The score")
            Boolean result,

            @Nullable
            @Schema(
                    description = "A hash of the e-mail address, by which wallets and backpacks find the recipient."
                            + " Whoever has a list of addresses can find those who consent to it. Absent: no")
            Boolean identifier) {

        Consents consents() {
            return new Consents(
                    Objects.requireNonNull(name),
                    Objects.requireNonNull(evidence),
                    Objects.requireNonNull(result),
                    Boolean.TRUE.equals(identifier));
        }
    }

    /** A code that was made with another log-in of the same person. */
    public record LinkRequest(
            @NotNull(message = "is missing")
            @Nullable
            @Size(min = 1, max = 100, message = "must have 1 to 100 characters")
            @Schema(examples = "vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s")
            String code) {}

    @PUT
    @Path("/me")
    @Consumes(MediaType.APPLICATION_JSON)
    @ActingAs(value = Actor.SELF, known = false)
    @Operation(
            summary = "Register or change one's learner record",
            description = "Role learner. Registers the log-in as a learner when it is none yet, whatever else asks for"
                    + " the same at the same moment; otherwise replaces name and e-mail address. The same request"
                    + " again changes nothing. A name that the token of a provider trusted for names says is confirmed;"
                    + " a rename to anything else ends what confirmed the name. A DID that is held stays. If-Match is honoured and not demanded. An erased person's log-in may"
                    + " register again and is a new learner.")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content =
                    @Content(
                            schema = @Schema(implementation = LearnerView.class),
                            examples = @ExampleObject(name = "learner", value = LearnerView.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "As asked, changed or not",
            content =
                    @Content(
                            schema = @Schema(implementation = LearnerView.class),
                            examples = @ExampleObject(name = "learner", value = LearnerView.EXAMPLE)))
    @APIResponse(responseCode = "400", description = "the address is not verified.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProfileRequest.class),
                            examples = @ExampleObject(name = "profile", value = PROFILE)))
    public Response putMe(
            ProfileRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag that was read, to be sure") @Nullable
                    String ifMatch) {
        RegisterLearner.RegisteredLearner registered = register.register(
                login(), vouched(), request, Optional.ofNullable(caller.access().person()), ifMatch);
        return registered.isNew()
                ? LearnerAnswer.of(Response.created(URI.create(ME)), registered.learner())
                : LearnerAnswer.of(Response.ok(), registered.learner());
    }

    @GET
    @Path("/me")
    @ActingAs(Actor.SELF)
    @Operation(summary = "Read one's record", description = "Role learner. 403 not-registered before registration.")
    @APIResponse(
            responseCode = "200",
            description = "The learner",
            content =
                    @Content(
                            schema = @Schema(implementation = LearnerView.class),
                            examples = @ExampleObject(name = "learner", value = LearnerView.EXAMPLE)))
    public Response readMe() {
        return LearnerAnswer.of(Response.ok(), keep.read(caller.person()));
    }

    @PUT
    @Path("/me/consents")
    @Consumes(MediaType.APPLICATION_JSON)
    @ActingAs(Actor.SELF)
    @Operation(
            summary = "Set consents",
            description =
                    "Role learner. Name, evidence and result must be said; identifier, when absent, is no. Counts for credentials issued from now on."
                            + " If-Match is honoured and not demanded.")
    @APIResponse(
            responseCode = "200",
            description = "As asked, changed or not",
            content =
                    @Content(
                            schema = @Schema(implementation = LearnerView.class),
                            examples = @ExampleObject(name = "learner", value = LearnerView.EXAMPLE)))
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ConsentsRequest.class),
                            examples = @ExampleObject(name = "consents", value = CONSENTS)))
    public Response setMyConsents(
            ConsentsRequest request,
            @HeaderParam(HttpHeaders.IF_MATCH) @Parameter(description = "The ETag that was read, to be sure") @Nullable
                    String ifMatch) {
        return LearnerAnswer.of(Response.ok(), keep.consent(caller.person(), request.consents(), ifMatch));
    }

    @POST
    @Path("/me/login-invitations")
    @ActingAs(Actor.SELF)
    @Operation(
            summary = "Create a code that links another log-in",
            description = "Role learner. The code is shown this once, works once and for a short time, and replaces"
                    + " the one before. Not repeatable by Idempotency-Key: the answer is a secret and is not kept.")
    @APIResponse(
            responseCode = "201",
            description = "The code",
            content =
                    @Content(
                            schema = @Schema(implementation = LinkLogin.Invitation.class),
                            examples =
                                    @ExampleObject(
                                            name = "code",
                                            value = "{\"code\": \"vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s\","
                                                    + " \"expiresAt\": \"2026-11-20T09:15:00Z\"}")))
    public Response createLoginInvitation() {
        return Response.status(Response.Status.CREATED)
                .entity(linkLogin.invite(caller.person()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @POST
    @Path("/me/logins")
    @Consumes(MediaType.APPLICATION_JSON)
    // The caller is nobody yet; the code says whose record it is.
    @ActingAs(Actor.SYSTEM)
    @Idempotent
    @Operation(
            summary = "Link this log-in to the learner who made the code",
            description = "Role learner; called with the account that is to be linked. A code that staff made for a"
                    + " record without a log-in may be shown by somebody who has a record, too: then that record becomes"
                    + " part of this one, with its enrolments, results and credentials, once and for all. Both"
                    + " enrolments are kept when both records have one in the same micro-credential. Takes an"
                    + " Idempotency-Key.")
    @APIResponse(
            responseCode = "200",
            description = "The learner, with both log-ins, or with the merged record",
            content =
                    @Content(
                            schema = @Schema(implementation = LearnerView.class),
                            examples = @ExampleObject(name = "learner", value = LearnerView.EXAMPLE)))
    @APIResponse(
            responseCode = "403",
            description =
                    "own-record: a log-in of the caller is of a registrar who registered the learner, confirmed their name or made"
                            + " the code.")
    @APIResponse(responseCode = "404", description = "No such code: mistyped, used, replaced or expired")
    @APIResponse(
            responseCode = "409",
            description = "login-taken: this log-in belongs to a learner already, and so does the code.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LinkRequest.class),
                            examples = @ExampleObject(name = "code", value = LINK)))
    public Response linkLogin(LinkRequest request) {
        return LearnerAnswer.of(
                Response.ok(),
                linkLogin.link(login(), verifiedEmail(), new InvitationCode(Objects.requireNonNull(request.code()))));
    }

    private Login login() {
        return new Login(caller.issuer(), caller.subject());
    }

    private Optional<String> verifiedEmail() {
        boolean verified = caller.claim("email_verified").filter("true"::equals).isPresent();
        return verified ? caller.claim("email") : Optional.empty();
    }

    private ProfilePolicy.Vouched vouched() {
        Optional<String> name = caller.claim("name")
                .or(() -> Optional.of(Stream.of(caller.claim("given_name"), caller.claim("family_name"))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(" ")))
                        .filter(text -> !text.isEmpty()));
        return new ProfilePolicy.Vouched(
                name, verifiedEmail(), Optional.of(caller.issuer()).filter(trustedForNames::contains));
    }
}
