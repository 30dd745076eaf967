package org.testamur.catalog.microcredential;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a published version as an Open Badges 3.0 Achievement (§B.1), for software that follows its id. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AchievementDocument(
        @JsonProperty("@context") List<String> context,
        String id,
        List<String> type,
        String name,
        String description,
        Criteria criteria,
        AwardType achievementType,
        String inLanguage,
        String version,
        Creator creator,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Alignment> alignment,
        @Nullable Image image,
        @Nullable BigDecimal creditsAvailable) {

    private static final List<String> CONTEXT = List.of(
            "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");

    record Criteria(String narrative) {}

    record Creator(String id, List<String> type) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Alignment(
            List<String> type,
            String targetName,
            String targetUrl,
            @Nullable String targetFramework) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Image(String id, String type, @Nullable String caption) {}

    static AchievementDocument of(VersionView version, String issuerId) {
        VersionView.ImageView image = version.image();
        return new AchievementDocument(
                CONTEXT,
                version.achievementId(),
                List.of("Achievement"),
                version.title(),
                version.description(),
                new Criteria(version.criteria()),
                version.awardType(),
                version.language(),
                Integer.toString(version.number()),
                new Creator(issuerId, List.of("Profile")),
                version.outcomes().stream()
                        .filter(outcome -> outcome.targetName() != null && outcome.targetUrl() != null)
                        .map(AchievementDocument::alignment)
                        .toList(),
                image == null ? null : new Image(image.url(), "Image", image.alternativeText()),
                version.workload().ects());
    }

    private static Alignment alignment(Definition.Outcome outcome) {
        return new Alignment(
                List.of("Alignment"),
                String.valueOf(outcome.targetName()),
                String.valueOf(outcome.targetUrl()),
                outcome.targetFramework());
    }
}
