package org.testamur.catalog.microcredential;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.image.ImageFile;
import org.testamur.catalog.image.ImageForm;
import org.testamur.catalog.image.ImageUpload;
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.rest.DisplayText;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/** Serves authors, who write, publish, close and retire micro-credentials. */
@Path("/catalog/micro-credentials")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("author")
@ActingAs(Actor.STAFF)
@Tag(name = "Authoring", description = "Write, publish, close and retire micro-credentials of one's institution")
class AuthoringResource {

    private static final int LONGEST_TEXT = 500;

    private final WriteDraft draft;
    private final PublishMicroCredential publish;
    private final EndMicroCredential end;

    AuthoringResource(WriteDraft draft, PublishMicroCredential publish, EndMicroCredential end) {
        this.draft = draft;
        this.publish = publish;
        this.end = end;
    }

    @POST
    @Idempotent
    @Operation(
            summary = "Create a draft of a micro-credential",
            description =
                    "Role: author. Only the institution's own people see it until it is published: Location is where"
                            + " they read it.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Definition.class),
                            examples = @ExampleObject(name = "licence", value = MicroCredentialExamples.DEFINITION)))
    @APIResponse(
            responseCode = "201",
            description = "Drafted",
            content =
                    @Content(
                            schema = @Schema(implementation = MicroCredentialView.class),
                            examples = @ExampleObject(name = "draft", value = MicroCredentialExamples.DRAFTED)))
    public Response createDraft(Definition definition) {
        MicroCredentialView credential = draft.begin(definition);
        return Response.created(URI.create("/catalog/staff/micro-credentials/" + credential.id()))
                .header(HttpHeaders.ETAG, EntityVersion.etag(credential.version()))
                .entity(credential)
                .build();
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Replace the draft",
            description = "Role: author. Of a published micro-credential this begins the next version; what is"
                    + " published stays as it is. Needs If-Match.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Definition.class),
                            examples = @ExampleObject(name = "licence", value = MicroCredentialExamples.DEFINITION)))
    @APIResponse(
            responseCode = "200",
            description = "Replaced",
            content =
                    @Content(
                            schema = @Schema(implementation = MicroCredentialView.class),
                            examples = @ExampleObject(name = "draft", value = MicroCredentialExamples.DRAFTED)))
    @APIResponse(responseCode = "409", description = "closed, retired")
    public Response replaceDraft(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            Definition definition) {
        return tagged(draft.replace(id, ifMatch, definition));
    }

    @DELETE
    @Path("/{id}/draft")
    @Operation(
            summary = "Delete a draft",
            description = "Role: author. What was never published is gone with its draft and its image; of a published"
                    + " micro-credential only what was to be its next version goes, and what is published stays. Needs"
                    + " If-Match.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "no-draft: there is nothing that is not published.")
    public void deleteDraft(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        draft.discard(id, ifMatch);
    }

    @PUT
    @Path("/{id}/image")
    @Consumes({ImageFile.PNG, ImageFile.SVG, ImageFile.JPEG, MediaType.MULTIPART_FORM_DATA})
    @Operation(
            summary = "Set the draft's image",
            description = "Role: author. PNG, JPEG or SVG of at most 2 MiB, as the body or as the part image of"
                    + " multipart/form-data, whose part alternativeText may say what it shows. A PNG or JPEG has at most"
                    + " 16,777,216 pixels and no baked credential. A JPEG is kept as a PNG, upright and at most 1,024"
                    + " pixels wide and high; animation, EXIF and texts of a PNG are dropped. An SVG only draws and renders at most 1,000"
                    + " elements: script, event handlers, foreign content, references to anything outside, and"
                    + " document type declarations are refused. Pictures in an SVG are PNGs without"
                    + " animation, EXIF and texts, of at most 16,777,216 pixels in all."
                    + " Of a published micro-credential this begins the next version. Needs If-Match.")
    @RequestBody(
            content = {
                @Content(mediaType = ImageFile.PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = ImageFile.JPEG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = ImageFile.SVG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = ImageForm.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "Illustrated",
            content =
                    @Content(
                            schema = @Schema(implementation = MicroCredentialView.class),
                            examples = @ExampleObject(name = "draft", value = MicroCredentialExamples.DRAFTED)))
    @APIResponse(responseCode = "400", description = "the image is not what it says, or could act or call out.")
    public Response setDraftImage(
            @PathParam("id") UUID id,
            @Parameter(required = true) @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @QueryParam("alternativeText")
                    @Parameter(
                            description = "What the image shows, for who can't see it; may be left out when the draft"
                                    + " says so already.",
                            example = "A chef's hat above a shield")
                    @Nullable
                    String alternativeText,
            byte[] body) {
        ImageUpload upload = ImageUpload.of(type, body);
        String text = alternativeText == null ? upload.alternativeText() : alternativeText;
        List<Fault> faults = new ArrayList<>();
        if (text != null) {
            if (text.isBlank() || text.length() > LONGEST_TEXT) {
                faults.add(new Fault("query:alternativeText", "must have 1 to " + LONGEST_TEXT + " characters"));
            }
            DisplayText.faultOfText(text).ifPresent(fault -> faults.add(new Fault("query:alternativeText", fault)));
        }
        return tagged(draft.illustrate(id, ifMatch, ImageFile.uploaded(upload, faults), text));
    }

    @POST
    @Path("/{id}/publication")
    @Operation(
            summary = "Publish the draft",
            description = "Role: author. Makes it the next version, which never changes again and on which learners"
                    + " enrol from now on. Testamur-Fact in the answer names the fact: send it as Testamur-After with"
                    + " a request to another service that must know of it. A version without an image is published with a"
                    + " warning. If-Match is honoured.")
    @APIResponse(
            responseCode = "200",
            description = "The version",
            content =
                    @Content(
                            schema = @Schema(implementation = PublicationView.class),
                            examples = @ExampleObject(name = "version", value = MicroCredentialExamples.VERSION)))
    @APIResponse(responseCode = "409", description = "nothing-to-publish, closed, retired, history-too-long")
    public Response publishMicroCredential(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        PublishMicroCredential.Published published = publish.publish(id, ifMatch);
        return Response.ok(PublicationView.of(published.version()))
                .header(HttpHeaders.ETAG, EntityVersion.etag(published.aggregateVersion()))
                .build();
    }

    @POST
    @Path("/{id}/closure")
    @Operation(
            summary = "Close a micro-credential to new learners",
            description = "Role: author. Running enrolments finish on their version. Closing again changes nothing."
                    + " If-Match is honoured.")
    @APIResponse(
            responseCode = "200",
            description = "Closed",
            content = @Content(schema = @Schema(implementation = MicroCredentialView.class)))
    @APIResponse(responseCode = "409", description = "not-published")
    public Response closeMicroCredential(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return tagged(end.close(id, ifMatch));
    }

    @POST
    @Path("/{id}/retirement")
    @Operation(
            summary = "Retire a micro-credential",
            description = "Role: author. It leaves the lists; its address and its versions answer for ever. It must be"
                    + " closed first. Retiring again changes nothing. If-Match is honoured.")
    @APIResponse(
            responseCode = "200",
            description = "Retired",
            content = @Content(schema = @Schema(implementation = MicroCredentialView.class)))
    @APIResponse(responseCode = "409", description = "not-published, not-closed")
    public Response retireMicroCredential(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return tagged(end.retire(id, ifMatch));
    }

    private static Response tagged(MicroCredentialView credential) {
        return Response.ok(credential)
                .header(HttpHeaders.ETAG, EntityVersion.etag(credential.version()))
                .build();
    }
}
