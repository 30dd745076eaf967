package org.testamur.verification.page;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.pages.Visit;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Shows people whether a credential on record is valid. */
@Path(VerifyPage.PATH)
@Tag(name = "Verification")
@PermitAll
@ActingAs(Actor.PUBLIC)
@RunOnVirtualThread
class VerifyPageResource {

    private static final String LANGUAGE =
            "The language of the page: en, et, nb or ar; without it, the best of Accept-Language.";

    private final VerifyPage page;
    private final HomePage home;

    VerifyPageResource(VerifyPage page, HomePage home) {
        this.page = page;
        this.home = home;
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
        return page.render(Visit.of(lang, headers), id)
                .header("X-Robots-Tag", "noindex")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
