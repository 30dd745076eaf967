package org.testamur.catalog.microcredential;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.Warning;

/** A version that was just published, and what its author may not have meant. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Publication")
record PublicationView(
        @JsonUnwrapped VersionView version,

        @Schema(description = "What may not be meant; absent when there is nothing.") @Nullable
        List<Warning> warnings) {

    private static final String NO_IMAGE = "no-image";

    static PublicationView of(VersionView version) {
        return new PublicationView(
                version,
                version.image() != null
                        ? null
                        : List.of(new Warning(
                                NO_IMAGE,
                                "It has no image: wallets and pages show a blank in its place, and this version never"
                                        + " changes. Set one and publish again.")));
    }

    /** Of a draft: what its publication would warn of. */
    static @Nullable List<Warning> ofDraft(VersionView.@Nullable ImageView image) {
        return image != null
                ? null
                : List.of(new Warning(
                        NO_IMAGE,
                        "It has no image: wallets and pages will show a blank in its place. Set one before you publish:"
                                + " a published version never changes."));
    }
}
