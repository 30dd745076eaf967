package org.testamur.catalog.microcredential;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Shows a published version in answers and events; it never changes. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VersionView(
        int number,
        String title,
        String description,
        String language,
        String criteria,
        List<Definition.Outcome> outcomes,
        AwardType awardType,
        Definition.Workload workload,
        Definition.Level level,
        String assessmentType,
        int passMark,
        int maximumScore,
        Definition.@Nullable Price price,
        @Nullable String validity,
        @Nullable ImageView image,

        @Schema(description = "Where this version can be read for ever; the achievement's id in credentials.")
        String achievementId,

        Instant publishedAt) {

    /** Where an image is and what it shows. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Image")
    record ImageView(String url, String mediaType, @Nullable String alternativeText) {}

    static VersionView of(PublishedVersion version) {
        Definition definition = version.definition();
        return new VersionView(
                version.number(),
                definition.title(),
                definition.description(),
                definition.language(),
                definition.criteria(),
                definition.outcomes(),
                definition.awardType(),
                definition.workload(),
                definition.level(),
                definition.assessmentType(),
                definition.passMark(),
                definition.maximumScore(),
                definition.price(),
                definition.validity(),
                version.imageMediaType()
                        .map(mediaType -> new ImageView(
                                version.achievementId() + "/image", mediaType, definition.imageAlternativeText()))
                        .orElse(null),
                version.achievementId(),
                version.publishedAt());
    }
}
