package org.testamur.catalog.microcredential;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.testamur.catalog.ConditionalResponses;
import org.testamur.catalog.image.ImageAnswer;
import org.testamur.catalog.image.ImageFile;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves the published micro-credentials, open to anybody. */
@Path("/catalog/micro-credentials")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@PermitAll
@ActingAs(Actor.PUBLIC)
@Tag(name = "Micro-credentials", description = "What is offered, in versions that never change once published")
class MicroCredentialResource {

    private static final String LINKED_DATA = "application/ld+json";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final ReadMicroCredentials read;

    MicroCredentialResource(ReadMicroCredentials read) {
        this.read = read;
    }

    @GET
    @SecurityRequirementsSet
    @Operation(
            summary = "Find micro-credentials",
            description = "Public. Published and closed ones of all institutions, newest first; never drafts.")
    @APIResponse(responseCode = "200", description = "A part of the list; Link rel=next leads on")
    public RestResponse<Page<MicroCredentialView>> listMicroCredentials(
            @BeanParam OfferedFilter filter, @BeanParam TitledRequest request, @Context UriInfo uri) {
        return read.offered(filter, request).response(uri);
    }

    @GET
    @Path("/{id}")
    @SecurityRequirementsSet
    @Operation(
            summary = "Read a micro-credential",
            description = "Public. With all its published versions, also when it is closed or retired; never a draft.")
    @APIResponse(
            responseCode = "200",
            description = "The micro-credential",
            content =
                    @Content(
                            schema = @Schema(implementation = MicroCredentialView.class),
                            examples = @ExampleObject(name = "published", value = MicroCredentialExamples.PUBLISHED)))
    @APIResponse(responseCode = "404", description = "Unknown, or never published")
    public Response readMicroCredential(@PathParam("id") UUID id, @Context Request request) {
        MicroCredentialView credential = read.open(id);
        return ConditionalResponses.answer(request, credential.version(), credential);
    }

    @GET
    @Path("/{id}/versions/{number}")
    @SecurityRequirementsSet
    @Operation(
            summary = "Read a published version",
            description = "Public, for ever and always the same. This address is the achievement's id in credentials:"
                    + " with Accept: application/ld+json it answers with the Achievement of Open Badges 3.0.")
    @APIResponse(
            responseCode = "200",
            description = "The version",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = VersionView.class),
                        examples = @ExampleObject(name = "version", value = MicroCredentialExamples.VERSION)),
                @Content(mediaType = LINKED_DATA, schema = @Schema(implementation = AchievementDocument.class))
            })
    public Response readMicroCredentialVersion(
            @PathParam("id") UUID id, @PathParam("number") int number, @Context Request request) {
        return lasting(request, number + "", () -> read.version(id, number), MediaType.APPLICATION_JSON);
    }

    @GET
    @Path("/{id}/versions/{number}")
    @Produces(LINKED_DATA + ";qs=0.5")
    @SecurityRequirementsSet
    @Operation(hidden = true)
    public Response readAchievement(
            @PathParam("id") UUID id, @PathParam("number") int number, @Context Request request) {
        return lasting(request, number + "-ld", () -> read.achievement(id, number), LINKED_DATA);
    }

    @GET
    @Path("/{id}/versions/{number}/image")
    @Produces({ImageFile.PNG, ImageFile.SVG, MediaType.APPLICATION_JSON})
    @SecurityRequirementsSet
    @Operation(summary = "Read the image of a published version", description = "Public, for ever and always the same.")
    @APIResponse(responseCode = "200", description = "The image")
    public Response readMicroCredentialImage(
            @PathParam("id") UUID id, @PathParam("number") int number, @Context Request request) {
        ReadMicroCredentials.Shown image = read.image(id, number);
        return ImageAnswer.lasting(request, image.id(), image.file());
    }

    private static Response lasting(Request request, String tag, Supplier<Object> view, String type) {
        EntityTag entityTag = new EntityTag(tag);
        Object entity = view.get();
        Response.ResponseBuilder response = request.evaluatePreconditions(entityTag);
        if (response == null) {
            response = Response.ok(entity, type);
        }
        return response.tag(entityTag)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }
}
