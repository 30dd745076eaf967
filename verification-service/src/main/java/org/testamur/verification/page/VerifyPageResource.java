package org.testamur.verification.page;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Whether a credential on record holds, for people. */
@Path("/verify")
@Tag(name = "Verification")
@PermitAll
@ActingAs(Actor.PUBLIC)
@RunOnVirtualThread
class VerifyPageResource {

    private final VerifyPage page;

    VerifyPageResource(VerifyPage page) {
        this.page = page;
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            summary = "Read whether a credential is valid",
            description = "Open to anybody: a page for people, without scripts.")
    @APIResponse(responseCode = "200", description = "The page, whether or not the credential holds")
    @APIResponse(responseCode = "404", description = "A page: no such credential was ever issued here")
    @APIResponse(responseCode = "410", description = "A page: the credential was erased")
    public Response readVerificationPage(@PathParam("id") String id) {
        VerifyPage.Rendered rendered = page.render(id);
        return Response.status(rendered.status())
                .entity(rendered.html().render())
                .type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .header("Content-Security-Policy", rendered.securityPolicy())
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header("Cache-Control", "no-store")
                .build();
    }
}
