package org.testamur.catalog.microcredential;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.testamur.catalog.ConditionalResponses;
import org.testamur.catalog.image.ImageAnswer;
import org.testamur.catalog.image.ImageFile;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves an institution's own micro-credentials with their drafts to its staff. */
@Path("/catalog/staff/micro-credentials")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed({"author", "approver", "administrator", "registrar", "assessor", "auditor"})
@ActingAs(Actor.STAFF)
@Tag(name = "Own micro-credentials", description = "With drafts, for the institution's people")
class StaffMicroCredentialResource {

    private final ReadMicroCredentials read;

    StaffMicroCredentialResource(ReadMicroCredentials read) {
        this.read = read;
    }

    @GET
    @Operation(
            summary = "List the institution's micro-credentials",
            description =
                    "Roles: author, approver, administrator, registrar, assessor, auditor. In every state, newest first. The"
                            + " institution is the one that the request chose.")
    @APIResponse(responseCode = "200", description = "A part of the list; Link rel=next leads on")
    public RestResponse<Page<MicroCredentialView>> listOwnMicroCredentials(
            @BeanParam MicroCredentialFilter filter, @BeanParam TitledRequest request, @Context UriInfo uri) {
        return read.own(filter, request).response(uri);
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "Read one of the institution's micro-credentials",
            description =
                    "Roles: author, approver, administrator, registrar, assessor, auditor. With its draft. Its ETag is what PUT"
                            + " takes as If-Match.")
    @APIResponse(
            responseCode = "200",
            description = "The micro-credential",
            content =
                    @Content(
                            schema = @Schema(implementation = MicroCredentialView.class),
                            examples = @ExampleObject(name = "draft", value = MicroCredentialExamples.DRAFTED)))
    public Response readOwnMicroCredential(@PathParam("id") UUID id, @Context Request request) {
        MicroCredentialView credential = read.own(id);
        return ConditionalResponses.answer(request, credential.version(), credential);
    }

    @GET
    @Path("/{id}/draft/image")
    @Produces({ImageFile.PNG, ImageFile.SVG, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Read the draft's image",
            description = "Roles: author, approver, administrator, registrar, assessor, auditor.")
    @APIResponse(responseCode = "200", description = "The image")
    public Response readDraftImage(@PathParam("id") UUID id, @Context Request request) {
        ReadMicroCredentials.Shown image = read.draftImage(id);
        return ImageAnswer.confidential(request, image.id(), image.file());
    }
}
