package org.testamur.issuance.issuer;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.shape.DidDocument;
import org.testamur.issuance.shape.IssuerProfile;
import org.testamur.issuance.signing.ServedText;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.RequestHost;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves issuers' DID documents and profiles, open to all. */
@Path("/")
@RunOnVirtualThread
@PermitAll
@ActingAs(Actor.PUBLIC)
@Tag(name = "Issuers", description = "DID documents and profiles of institutions.")
class IssuerResource {

    private static final String PROFILE_KEPT = "max-age=60";
    private static final String KEPT_FOR_EVER = "public, max-age=31536000, immutable";
    private static final String HISTORY = """
            {"issuerId":"did:web:localhost%3A8443:issuers:northfield","versions":[{"number":1,
            "validFrom":"2026-09-01T08:00:00Z","validUntil":"2026-11-20T14:03:11Z","didDocument":{"id":
            "did:web:localhost%3A8443:issuers:northfield"}},{"number":2,"validFrom":"2026-11-20T14:03:11Z",
            "didDocument":{"id":"did:web:localhost%3A8443:issuers:northfield"}}]}""";
    private static final String VERSION_TIME =
            "The document that was published then, as DID resolution names it: an instant such as 2026-11-20T14:03:11Z.";

    private final FindIssuer find;
    private final RequestHost hosts;
    private final String kept;

    IssuerResource(FindIssuer find, RequestHost hosts, SigningConfig config) {
        this.hosts = hosts;
        this.find = find;
        this.kept = "public, max-age=" + config.keys().didDocumentMaxAge().toSeconds();
    }

    @GET
    @Path("issuers/{slug}/did.json")
    @Produces({"application/did+ld+json", "application/did+json", MediaType.APPLICATION_JSON, "application/ld+json"})
    @Operation(
            summary = "Read an issuer's DID document",
            description = "For anybody. Resolves did:web on the platform's path. A new key stands here for longer than"
                    + " Cache-Control allows to keep the document before it signs anything.")
    @APIResponse(
            responseCode = "200",
            description = "The DID document with every key that was ever published",
            content = @Content(schema = @Schema(implementation = DidDocument.class)))
    @APIResponse(responseCode = "404", description = "No such issuer, or it had published no key")
    public Response readDidDocument(
            @PathParam("slug") String slug,
            @Parameter(description = VERSION_TIME, example = "2026-11-20T14:03:11Z")
                    @QueryParam("versionTime")
                    @Nullable
                    String versionTime,
            @Context Request request) {
        return versionTime == null
                ? ServedText.answer(find.didDocument(slug), kept, request)
                : answer(find.didDocumentAt(slug, instant(versionTime)), request);
    }

    @GET
    @Path("issuers/{slug}/did-history")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "List an issuer's published DID documents",
            description = "For anybody. With the interval in which each was the published one, so that a key can be"
                    + " looked up as it stood at any time.")
    @APIResponse(
            responseCode = "200",
            description = "The documents, oldest first",
            content =
                    @Content(
                            schema = @Schema(implementation = DidHistoryView.class),
                            examples = @ExampleObject(name = "One key was followed by another", value = HISTORY)))
    @APIResponse(responseCode = "404", description = "No such issuer, or it has published no key yet")
    public Response readDidHistory(@PathParam("slug") String slug) {
        return Response.ok(find.history(slug))
                .header(HttpHeaders.CACHE_CONTROL, kept)
                .build();
    }

    @GET
    @Path(".well-known/did.json")
    @Produces({"application/did+ld+json", "application/did+json", MediaType.APPLICATION_JSON, "application/ld+json"})
    @Operation(
            summary = "Read the DID document of the issuer of this host",
            description = "For anybody. Resolves did:web of a host; behind a configured proxy, of X-Forwarded-Host.")
    @APIResponse(
            responseCode = "200",
            description = "The DID document with every key that was ever published",
            content = @Content(schema = @Schema(implementation = DidDocument.class)))
    @APIResponse(responseCode = "404", description = "This host is not an issuer's own")
    public Response readDidDocumentOfHost(
            @Parameter(description = VERSION_TIME, example = "2026-11-20T14:03:11Z")
                    @QueryParam("versionTime")
                    @Nullable
                    String versionTime,
            @Context HttpServerRequest asked,
            @Context Request request) {
        return versionTime == null
                ? ServedText.answer(find.didDocumentOfHost(hosts.of(asked)), kept, request)
                : answer(find.didDocumentOfHostAt(hosts.of(asked), instant(versionTime)), request);
    }

    @GET
    @Path("issuers/{slug}")
    @Produces({MediaType.APPLICATION_JSON, "application/ld+json"})
    @Operation(summary = "Read an issuer's profile", description = "For anybody. An Open Badges 3.0 Profile.")
    @APIResponse(
            responseCode = "200",
            description = "The profile",
            content = @Content(schema = @Schema(implementation = IssuerProfile.class)))
    public Response readIssuerProfile(@PathParam("slug") String slug, @Context Request request) {
        return ServedText.answer(find.profile(slug), PROFILE_KEPT, request);
    }

    private Response answer(FindIssuer.IssuerDocument found, Request request) {
        return ServedText.answer(found.document(), found.ended() ? KEPT_FOR_EVER : kept, request);
    }

    private static Instant instant(String versionTime) {
        return DateTimeStamp.parse(versionTime)
                .map(DateTimeStamp::toInstant)
                .orElseThrow(
                        () -> Refusal.invalid("query:versionTime", "must be an instant such as 2026-11-20T14:03:11Z"));
    }
}
