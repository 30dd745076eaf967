package org.testamur.issuance.issuer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.issuance.signing.ServedText;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Who signs: DID documents and profiles, open to all. */
@Path("/")
@RunOnVirtualThread
@PermitAll
@ActingAs(Actor.PUBLIC)
@Tag(name = "Issuers")
class IssuerResource {

    private static final String KEPT = "max-age=60";

    private final FindIssuer find;

    IssuerResource(FindIssuer find) {
        this.find = find;
    }

    @GET
    @Path("issuers/{slug}/did.json")
    @Produces({"application/did+ld+json", "application/did+json", MediaType.APPLICATION_JSON, "application/ld+json"})
    @Operation(
            summary = "An issuer's DID document",
            description = "For anybody. Resolves did:web on the platform's path.")
    @APIResponse(responseCode = "200", description = "The DID document with every key that was ever published")
    @APIResponse(responseCode = "404", description = "No such issuer, or it has no key yet")
    public Response didDocument(@PathParam("slug") String slug, @Context Request request) {
        return ServedText.answer(find.didDocument(slug), KEPT, request);
    }

    @GET
    @Path(".well-known/did.json")
    @Produces({"application/did+ld+json", "application/did+json", MediaType.APPLICATION_JSON, "application/ld+json"})
    @Operation(
            summary = "The DID document of the issuer whose own host is asked",
            description = "For anybody. Resolves did:web of a host; behind a gateway, of X-Forwarded-Host.")
    @APIResponse(responseCode = "200", description = "The DID document with every key that was ever published")
    @APIResponse(responseCode = "404", description = "This host is not an issuer's own")
    public Response didDocumentOfHost(@Context HttpServerRequest asked, @Context Request request) {
        return ServedText.answer(find.didDocumentOfHost(host(asked)), KEPT, request);
    }

    @GET
    @Path("issuers/{slug}")
    @Produces({MediaType.APPLICATION_JSON, "application/ld+json"})
    @Operation(summary = "An issuer's profile", description = "For anybody. An Open Badges 3.0 Profile.")
    @APIResponse(responseCode = "200", description = "The profile")
    @APIResponse(responseCode = "404", description = "No such issuer")
    public Response profile(@PathParam("slug") String slug, @Context Request request) {
        return ServedText.answer(find.profile(slug), KEPT, request);
    }

    /** With its port, unless that is the scheme's own; whatever a caller says that is no host is nobody's. */
    private static String host(HttpServerRequest asked) {
        HostAndPort authority = asked.authority();
        if (authority == null || authority.host() == null) {
            return "";
        }
        String host = authority.host().toLowerCase(Locale.ROOT);
        int port = authority.port();
        boolean usual = port < 0 || port == ("https".equals(asked.scheme()) ? 443 : 80);
        return usual ? host : host + ":" + port;
    }
}
