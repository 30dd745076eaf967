package org.testamur.verification.page;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.audit.Audited;
import org.testamur.platform.pages.Visit;
import org.testamur.platform.rest.ClientAddress;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.verification.record.RecordedCredential;

/** Shows people whether a credential on record is valid. */
@Path(VerifyPage.PATH)
@Tag(name = "Verification")
@PermitAll
@ActingAs(Actor.PUBLIC)
@RunOnVirtualThread
class VerifyPageResource {

    private static final String LANGUAGE =
            "The language of the page: en, de, es, ar, et or nb; without it, the best of Accept-Language.";

    /** Of an e-mail address (RFC 5321 §4.5.3.1). */
    private static final int LONGEST_ADDRESS = 320;

    private final VerifyPage page;
    private final HomePage home;
    private final AccessibilityPage accessibility;
    private final ShownAwards awards;
    private final ClientAddress addresses;

    VerifyPageResource(
            VerifyPage page,
            HomePage home,
            AccessibilityPage accessibility,
            ShownAwards awards,
            ClientAddress addresses) {
        this.page = page;
        this.home = home;
        this.accessibility = accessibility;
        this.awards = awards;
        this.addresses = addresses;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "Ask for a credential to check",
            description = "Open to anybody: a page for people, without scripts, with a form that takes a link or a"
                    + " number and leads to the credential's page.")
    @APIResponse(responseCode = "200", description = "The page with the form")
    @APIResponse(responseCode = "303", description = "See the page of the credential whose number stands in the text")
    @APIResponse(responseCode = "400", description = "The page with the form: the text holds no number")
    public Response askForCredential(
            @Parameter(
                            description = "A link to a credential, or its number.",
                            example = "64026f7c-e7a4-868c-8b09-b4a2d6130f6a")
                    @QueryParam("q")
                    @Nullable
                    String q,
            @Parameter(description = LANGUAGE, example = "nb") @QueryParam("lang") @Nullable String lang,
            @Context HttpHeaders headers) {
        Visit visit = Visit.of(lang, headers);
        if (q == null || q.isBlank()) {
            return home.render(visit, null)
                    .header(HttpHeaders.CACHE_CONTROL, "public, max-age=600")
                    .build();
        }
        UUID number = PageLinks.number(q).orElse(null);
        return number == null
                ? home.render(visit, q)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build()
                : Response.status(303)
                        .header(HttpHeaders.LOCATION, visit.link(VerifyPage.PATH + "/" + number))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
    }

    @GET
    @Path("/accessibility")
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "Read the accessibility statement",
            description = "Open to anybody: a page for people, without scripts, as EN 301 549 and Implementing Decision"
                    + " (EU) 2018/1523 ask for. testamur.verification.accessibility-contact adds whom to write to.")
    @APIResponse(responseCode = "200", description = "The page")
    public Response readAccessibilityStatement(
            @Parameter(description = LANGUAGE, example = "nb") @QueryParam("lang") @Nullable String lang,
            @Context HttpHeaders headers) {
        return accessibility
                .render(Visit.of(lang, headers))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=600")
                .build();
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "Read whether a credential is valid",
            description = "Open to anybody: a page for people, without scripts.")
    @APIResponse(responseCode = "200", description = "The page, whether or not the credential is valid")
    @APIResponse(responseCode = "404", description = "A page: no such credential was ever issued here")
    @APIResponse(responseCode = "410", description = "A page: the credential was erased")
    public Response readVerificationPage(
            @PathParam("id") String id,
            @Parameter(description = LANGUAGE, example = "nb") @QueryParam("lang") @Nullable String lang,
            @Context HttpHeaders headers) {
        return kept(page.render(Visit.of(lang, headers), id, null));
    }

    @POST
    @Audited(false)
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "Ask whether a credential was awarded to an e-mail address",
            description = "Open to anybody, where the page shows no name. The page says yes only if the holder consents"
                    + " to being found by the address; a wrong address and one without consent get the same answer."
                    + " Five questions an hour about one credential; the address is neither kept nor logged.")
    @APIResponse(responseCode = "200", description = "The page with the answer")
    @APIResponse(responseCode = "404", description = "A page: no such credential was ever issued here")
    @APIResponse(responseCode = "410", description = "A page: the credential was erased")
    @APIResponse(responseCode = "429", description = "The page: more than five questions within an hour")
    public Response askWhoseCredential(
            @PathParam("id") String id,
            @Parameter(description = LANGUAGE, example = "nb") @QueryParam("lang") @Nullable String lang,
            @Schema(description = "An e-mail address.", examples = "lena@example.org") @FormParam("email") @Nullable
                    String email,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request) {
        String asked = email == null || email.length() > LONGEST_ADDRESS ? "" : email;
        return kept(
                page.render(Visit.of(lang, headers), id, new VerifyPage.Asked(addresses.networkOf(request), asked)));
    }

    @GET
    @Path("/{id}/badge.json")
    @Produces("application/vc")
    @Operation(
            summary = "Download a badge",
            description =
                    "Open to anybody: the signed Open Badges 3.0 credential as a file with a name, for wallets and"
                            + " backpacks. That it is served does not mean that it still counts.")
    @APIResponse(responseCode = "200", description = "The signed credential")
    @APIResponse(responseCode = "404", description = "credential-not-found")
    @APIResponse(responseCode = "410", description = "credential-gone")
    public Response downloadBadge(@PathParam("id") UUID id) {
        RecordedCredential.Present record = awards.present(id);
        String name = AwardDocument.of(record.document()).name();
        return Response.ok(record.document(), "application/vc")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + PageLinks.fileName(name, id) + ".json\"")
                .header("X-Robots-Tag", "noindex")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Response kept(Response.ResponseBuilder answer) {
        return answer.header("X-Robots-Tag", "noindex")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
