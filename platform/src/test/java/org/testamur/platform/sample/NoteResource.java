package org.testamur.platform.sample;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.UnsortedRequest;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

@Path("/sample/notes")
@RunOnVirtualThread
class NoteResource {

    record WriteNote(
            @NotBlank String text,
            @NotNull @Max(5) Integer stars,
            @Nullable LocalDate day) {}

    private final Notes notes;

    NoteResource(Notes notes) {
        this.notes = notes;
    }

    @POST
    @RolesAllowed("author")
    @ActingAs(Actor.STAFF)
    @Idempotent
    public Response write(WriteNote command) {
        Note note = notes.write(command.text());
        return Response.status(201)
                .header("ETag", EntityVersion.etag(note.version()))
                .entity(new Notes.NoteView(note.id(), note.text(), note.version()))
                .build();
    }

    @POST
    @Path("/{id}/attachment")
    @RolesAllowed("author")
    @ActingAs(Actor.STAFF)
    @Consumes("image/png")
    @Produces("text/plain")
    @Idempotent
    public Response attach(@PathParam("id") UUID id, byte[] image) {
        return Response.status(201).entity("\"" + image.length + "\" bytes").build();
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("author")
    @ActingAs(Actor.STAFF)
    public Notes.NoteView rewrite(
            @PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch, WriteNote command) {
        Note note = notes.rewrite(id, ifMatch, command.text());
        return new Notes.NoteView(note.id(), note.text(), note.version());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("author")
    @ActingAs(Actor.STAFF)
    public Notes.NoteView one(@PathParam("id") UUID id) {
        Note note = notes.one(id);
        return new Notes.NoteView(note.id(), note.text(), note.version());
    }

    @GET
    @RolesAllowed({"author", "registrar"})
    @ActingAs(Actor.STAFF)
    public RestResponse<Page<Notes.NoteView>> list(
            @BeanParam UnsortedRequest request,
            @Parameter(description = "Any text; links to further pages repeat it.") @QueryParam("q") @Nullable
                    String repeated,
            @Context UriInfo uri) {
        return notes.page(request)
                .map(note -> new Notes.NoteView(note.id(), note.text(), note.version()))
                .response(uri);
    }

    @GET
    @Path("/typed")
    @PermitAll
    public String typed(@QueryParam("stars") @Max(5) int stars) {
        return "ok";
    }

    @GET
    @Path("/broken")
    @PermitAll
    public String broken() {
        throw new IllegalStateException("secret detail");
    }
}
