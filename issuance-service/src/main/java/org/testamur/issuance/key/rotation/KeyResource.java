package org.testamur.issuance.key.rotation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Serves an institution's keys and their rotation. */
@Path("/issuance/issuers/{institutionId}/keys")
@RunOnVirtualThread
@RolesAllowed({"operator", "registrar"})
@ActingAs(value = Actor.STAFF, orOperator = true)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys", description = "The signing keys of institutions.")
class KeyResource {

    private static final String PENDING = """
            {"number":2,"id":"did:web:localhost%3A8443:issuers:northfield#key-2",
            "publicKeyMultibase":"z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp","state":"pending",
            "validFrom":"2026-11-20T14:02:11Z","signsFrom":"2026-11-20T14:05:11Z","history":[{"act":"made",
            "by":"https://localhost:8443/auth/realms/testamur#7d0c","at":"2026-11-20T14:03:11Z"}]}""";
    private static final String RETIRED = """
            {"number":1,"id":"did:web:localhost%3A8443:issuers:northfield#key-1",
            "publicKeyMultibase":"z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp","state":"retired",
            "validFrom":"2025-09-01T08:00:00Z","validUntil":"2026-11-20T14:06:12Z","history":[{"act":"made",
            "by":"testamur","at":"2025-09-01T08:01:00Z"},{"act":"retired","by":"testamur","at":"2026-11-20T14:05:11Z"}]}""";

    private final RotateKeys rotate;
    private final Caller caller;

    KeyResource(RotateKeys rotate, Caller caller) {
        this.rotate = rotate;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"operator", "registrar", "auditor"})
    @Operation(
            summary = "List an institution's keys",
            description =
                    "Roles: operator; registrar or auditor of the institution. Every key there ever was, with its state, its"
                            + " interval and what was done to it by whom.")
    @APIResponse(
            responseCode = "200",
            description = "The keys, oldest first",
            content =
                    @Content(
                            schema = @Schema(implementation = KeysView.class),
                            examples =
                                    @ExampleObject(
                                            name = "A rotation is under way",
                                            value = "{\"issuerId\":\"did:web:localhost%3A8443:issuers:northfield\","
                                                    + "\"keys\":[" + PENDING + "]}")))
    public KeysView listKeys(@PathParam("institutionId") UUID institution) {
        return as(institution, () -> rotate.list(institution));
    }

    @POST
    @Operation(
            summary = "Rotate an institution's key",
            description =
                    "Roles: operator; registrar of the institution. Makes the next key and publishes it in the DID"
                            + " document at once. It signs, and the present one is retired, by itself, when nobody can keep a"
                            + " DID document that lacks it. What the retired key signed goes on to verify. One rotation at a time: sent"
                            + " again, it is refused.")
    @APIResponse(
            responseCode = "201",
            description = "The next key, which is pending",
            content =
                    @Content(
                            schema = @Schema(implementation = KeysView.KeyView.class),
                            examples = @ExampleObject(name = "Pending", value = PENDING)))
    @APIResponse(
            responseCode = "409",
            description = "rotation-under-way: a key is pending; issuer-is-its-key: a did:key cannot have another key")
    @APIResponse(responseCode = "503", description = "signing-backend-away: keys cannot be made just now")
    public Response rotateKey(@PathParam("institutionId") UUID institution) {
        return Response.status(201)
                .entity(as(institution, () -> rotate.rotate(institution, caller.login())))
                .build();
    }

    @POST
    @Path("/{number}/retirement")
    @Operation(
            summary = "Retire a key by hand",
            description = "Roles: operator; registrar of the institution. A pending key is given up. The key that signs"
                    + " is retired when the next one takes over, and by hand only when that one's time has come."
                    + " Repeated, it changes nothing more.")
    @APIResponse(
            responseCode = "200",
            description = "The key, retired",
            content =
                    @Content(
                            schema = @Schema(implementation = KeysView.KeyView.class),
                            examples = @ExampleObject(name = "Retired", value = RETIRED)))
    @APIResponse(
            responseCode = "409",
            description =
                    "no-successor: it is the only key that signs; successor-waits: the next key does not sign yet;"
                            + " key-compromised")
    public KeysView.KeyView retireKey(@PathParam("institutionId") UUID institution, @PathParam("number") int number) {
        return as(institution, () -> rotate.retire(institution, number, caller.login()));
    }

    /** Acts as the service for an authorised caller, because keys belong to the service. */
    private <T> T as(UUID institution, Supplier<T> work) {
        if (!caller.hasRole("operator") && !caller.institution().equals(institution)) {
            throw Refusal.notFound("issuer", "No institution of yours that issues has this id.");
        }
        try {
            return Access.system(institution).call(work::get);
        } catch (TemporarilyUnavailable e) {
            throw Refusal.of(
                    Refusal.Kind.UNAVAILABLE, "signing-backend-away", "Keys cannot be made just now: try again later.");
        }
    }
}
