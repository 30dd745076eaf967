package org.testamur.enrolment.me;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;
import org.testamur.platform.tenancy.Caller;

/** Says who is signed in: the first question of a front end. */
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Who is signed in", description = "The log-in, its roles and the learner behind it.")
class MeResource {

    private final ReadMe read;
    private final Caller caller;

    MeResource(ReadMe read, Caller caller) {
        this.read = read;
        this.caller = caller;
    }

    @GET
    @Authenticated
    @ActingAs(value = Actor.SELF, known = false)
    @Operation(
            summary = "Read who is signed in",
            description = "Anybody who is signed in. Says which roles the groups of the token or the institutions"
                    + " themselves give at which institutions, what an assessor is limited to and the last day there,"
                    + " which employers the token names, and which learner the log-in belongs to."
                    + " Testamur-Institution changes nothing: all institutions are listed. What an institution gives or"
                    + " takes away shows here within two seconds.")
    @APIResponse(
            responseCode = "200",
            description = "The log-in, its roles and its learner",
            content =
                    @Content(
                            schema = @Schema(implementation = MeView.class),
                            examples = @ExampleObject(name = "me", value = MeView.EXAMPLE)))
    public Response readWhoIsSignedIn() {
        return Response.ok(read.read(caller))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
