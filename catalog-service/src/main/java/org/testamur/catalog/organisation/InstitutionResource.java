package org.testamur.catalog.organisation;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.ConditionalResponses;
import org.testamur.catalog.image.ImageAnswer;
import org.testamur.catalog.image.ImageFile;
import org.testamur.catalog.image.ImageForm;
import org.testamur.catalog.image.ImageUpload;
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.paging.Page;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Institutions over HTTP. */
@Path("/catalog/institutions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Institutions", description = "Who publishes micro-credentials and issues credentials")
class InstitutionResource {

    private final SetUpInstitution setUpInstitution;
    private final ChangeInstitution changeInstitution;
    private final ReadOrganisations read;

    InstitutionResource(
            SetUpInstitution setUpInstitution, ChangeInstitution changeInstitution, ReadOrganisations read) {
        this.setUpInstitution = setUpInstitution;
        this.changeInstitution = changeInstitution;
        this.read = read;
    }

    @POST
    @RolesAllowed("operator")
    @ActingAs(Actor.SYSTEM)
    @Idempotent
    @Operation(
            summary = "Set up an institution",
            description = "Role: operator. Fixes the institution's issuer id (did:web) for ever: under the platform's"
                    + " address, or on a host of its own. Its first signing key follows by itself.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InstitutionSetUp.class),
                            examples =
                                    @ExampleObject(
                                            name = "northfield",
                                            value = OrganisationExamples.INSTITUTION_SET_UP)))
    @APIResponse(
            responseCode = "201",
            description = "Set up",
            content =
                    @Content(
                            schema = @Schema(implementation = InstitutionView.class),
                            examples = @ExampleObject(name = "northfield", value = OrganisationExamples.INSTITUTION)))
    @APIResponse(responseCode = "409", description = "slug-taken, host-taken")
    public Response setUpInstitution(InstitutionSetUp setUp) {
        InstitutionView institution = setUpInstitution.setUp(setUp);
        return Response.created(URI.create("/catalog/institutions/" + institution.id()))
                .tag(Long.toString(institution.version()))
                .entity(institution)
                .build();
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("operator")
    @ActingAs(Actor.SYSTEM)
    @Operation(
            summary = "Change an institution",
            description = "Role: operator. Replaces name, url, languages, time zone and brand colour. Slug, country and"
                    + " issuer never change. Needs If-Match.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InstitutionChange.class),
                            examples =
                                    @ExampleObject(
                                            name = "northfield",
                                            value = OrganisationExamples.INSTITUTION_CHANGE)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(
                            schema = @Schema(implementation = InstitutionView.class),
                            examples = @ExampleObject(name = "northfield", value = OrganisationExamples.INSTITUTION)))
    public Response changeInstitution(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InstitutionChange change) {
        InstitutionView institution = changeInstitution.change(id, ifMatch, change);
        return tagged(institution);
    }

    @PUT
    @Path("/{id}/profile")
    @RolesAllowed("administrator")
    @ActingAs(Actor.STAFF)
    @Operation(
            summary = "Change how an institution presents itself",
            description = "Role: administrator of the institution. Replaces languages, brand colour and contacts; the"
                    + " logo has an operation of its own. Needs If-Match.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = InstitutionProfile.class),
                            examples =
                                    @ExampleObject(
                                            name = "northfield",
                                            value = OrganisationExamples.INSTITUTION_PROFILE)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content =
                    @Content(
                            schema = @Schema(implementation = InstitutionView.class),
                            examples = @ExampleObject(name = "northfield", value = OrganisationExamples.INSTITUTION)))
    public Response changeInstitutionProfile(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            InstitutionProfile profile) {
        return tagged(changeInstitution.present(id, ifMatch, profile));
    }

    @GET
    @PermitAll
    @ActingAs(Actor.PUBLIC)
    @SecurityRequirementsSet
    @Operation(summary = "List institutions", description = "Public. Newest first.")
    @APIResponse(responseCode = "200", description = "A part of the list; Link rel=next leads on")
    public RestResponse<Page<InstitutionView>> listInstitutions(
            @BeanParam OrganisationRequest request, @Context UriInfo uri) {
        Page<InstitutionView> page = read.institutions(request);
        return page.response(uri);
    }

    @GET
    @Path("/{id}")
    @PermitAll
    @ActingAs(Actor.PUBLIC)
    @SecurityRequirementsSet
    @Operation(summary = "Read an institution", description = "Public.")
    @APIResponse(
            responseCode = "200",
            description = "The institution",
            content =
                    @Content(
                            schema = @Schema(implementation = InstitutionView.class),
                            examples = @ExampleObject(name = "northfield", value = OrganisationExamples.INSTITUTION)))
    public Response readInstitution(@PathParam("id") UUID id, @Context Request request) {
        InstitutionView institution = read.institution(id);
        return ConditionalResponses.answer(request, institution.version(), institution);
    }

    private static Response tagged(InstitutionView institution) {
        return Response.ok(institution)
                .header(HttpHeaders.ETAG, EntityVersion.etag(institution.version()))
                .build();
    }

    @PUT
    @Path("/{id}/logo")
    @Consumes({ImageFile.PNG, ImageFile.SVG, ImageFile.JPEG, MediaType.MULTIPART_FORM_DATA})
    @RolesAllowed({"operator", "registrar", "administrator"})
    @ActingAs(value = Actor.STAFF, orOperator = true)
    @Operation(
            summary = "Show a logo",
            description =
                    "Roles: operator; registrar or administrator of the institution. Needs If-Match. PNG, JPEG or SVG of at most 2 MiB, as the"
                            + " body or as the part image of multipart/form-data. A PNG or JPEG has at most 16,777,216 pixels"
                            + " and no baked credential. A JPEG is kept as a PNG, upright and at most 1,024 pixels wide and"
                            + " high; animation, EXIF and texts of a PNG are dropped. An SVG only draws and"
                            + " renders at most 1,000 elements: script, event handlers, foreign content, references to"
                            + " anything outside, document type declarations, and encodings other than UTF-8, UTF-16, ASCII"
                            + " and ISO-8859-1 are refused. Pictures in an SVG are PNGs without animation, EXIF and texts, of at"
                            + " most 16,777,216 pixels in all.")
    @RequestBody(
            content = {
                @Content(
                        mediaType = ImageFile.PNG,
                        schema =
                                @Schema(
                                        type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                        format = "binary")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = ImageForm.class)),
                @Content(
                        mediaType = ImageFile.JPEG,
                        schema =
                                @Schema(
                                        type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                        format = "binary")),
                @Content(
                        mediaType = ImageFile.SVG,
                        schema =
                                @Schema(
                                        type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                                        format = "binary"))
            })
    @APIResponse(
            responseCode = "200",
            description = "Shown",
            content =
                    @Content(
                            schema = @Schema(implementation = InstitutionView.class),
                            examples = @ExampleObject(name = "northfield", value = OrganisationExamples.INSTITUTION)))
    @APIResponse(responseCode = "400", description = "the image is not what it says, or could act or call out.")
    public Response setInstitutionLogo(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            byte[] body) {
        return tagged(changeInstitution.show(id, ifMatch, ImageFile.uploaded(ImageUpload.of(type, body))));
    }

    @GET
    @Path("/{id}/logo")
    @Produces({ImageFile.PNG, ImageFile.SVG, MediaType.APPLICATION_JSON})
    @PermitAll
    @ActingAs(Actor.PUBLIC)
    @SecurityRequirementsSet
    @Operation(summary = "Read a logo", description = "Public.")
    @APIResponse(responseCode = "200", description = "The image")
    public Response readInstitutionLogo(@PathParam("id") UUID id, @Context Request request) {
        ReadOrganisations.Logo logo = read.logo(id);
        return ImageAnswer.changing(request, logo.id(), logo.file());
    }
}
