package org.testamur.catalog.microcredential;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.Warning;
import org.testamur.catalog.organisation.InstitutionSummary;

/**
 * Shows a micro-credential as its reader may see it.
 *
 * @param draft for the institution's own people only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MicroCredentialView(
        UUID id,
        UUID institutionId,

        @Schema(enumeration = {"draft", "published", "closed", "retired"})
        String state,

        long version,
        @Nullable DraftView draft,

        @Schema(description = "Oldest first; the last is what a learner enrols on.")
        List<VersionView> publishedVersions,

        @Schema(description = "In lists only.") @Nullable InstitutionSummary institution) {

    /** A draft and its image. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Draft")
    record DraftView(
            @JsonUnwrapped Definition definition,
            VersionView.@Nullable ImageView image,

            @Schema(description = "What may not be meant; absent when there is nothing.") @Nullable
            List<Warning> warnings) {}

    /** For anybody: without the draft. */
    static MicroCredentialView open(MicroCredential credential, List<PublishedVersion> versions) {
        return view(credential, versions, null);
    }

    /** For people of the institution. */
    static MicroCredentialView staff(MicroCredential credential, List<PublishedVersion> versions, String publicUrl) {
        DraftView draft = credential
                .draft()
                .map(definition -> {
                    VersionView.ImageView image = image(credential, definition, publicUrl);
                    return new DraftView(definition, image, PublicationView.ofDraft(image));
                })
                .orElse(null);
        return view(credential, versions, draft);
    }

    private static VersionView.@Nullable ImageView image(
            MicroCredential credential, Definition definition, String publicUrl) {
        return credential
                .draftImageMediaType()
                .map(mediaType -> new VersionView.ImageView(
                        publicUrl + "/catalog/staff/micro-credentials/" + credential.id() + "/draft/image",
                        mediaType,
                        definition.imageAlternativeText()))
                .orElse(null);
    }

    private static MicroCredentialView view(
            MicroCredential credential, List<PublishedVersion> versions, @Nullable DraftView draft) {
        return new MicroCredentialView(
                credential.id(),
                credential.institution(),
                credential.state().text(),
                credential.version(),
                draft,
                versions.stream().map(VersionView::of).toList(),
                null);
    }

    /** As lists show it. */
    MicroCredentialView of(@Nullable InstitutionSummary summary) {
        return new MicroCredentialView(id, institutionId, state, version, draft, publishedVersions, summary);
    }
}
