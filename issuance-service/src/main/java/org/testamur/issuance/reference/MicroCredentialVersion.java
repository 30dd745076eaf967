package org.testamur.issuance.reference;

import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds a published version of a micro-credential, which never changes. */
public record MicroCredentialVersion(
        UUID institutionId,
        UUID microCredentialId,
        int number,
        String title,
        String description,
        @Nullable String language,
        String criteria,
        @Nullable List<LearningOutcome> outcomes,
        String awardType,
        @Nullable Workload workload,
        @Nullable Level level,
        @Nullable String assessmentType,
        @Nullable BigDecimal passMark,
        @Nullable BigDecimal maximumScore,
        @Nullable Period validity,
        @Nullable Image image,
        String achievementId) {

    /** What a holder can do. */
    public record LearningOutcome(
            String text,
            @Nullable String targetName,
            @Nullable String targetUrl,
            @Nullable String targetFramework) {}

    /** How long it takes. */
    public record Workload(
            @Nullable BigDecimal hours, @Nullable BigDecimal ects) {}

    /** How advanced it is, in some framework. */
    public record Level(String framework, String value) {}

    /** What it looks like. */
    public record Image(
            String url,
            @Nullable String mediaType,
            @Nullable String alternativeText) {}
}
