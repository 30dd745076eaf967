package org.testamur.catalog.microcredential;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.constraint.Coherent;
import org.testamur.catalog.constraint.CurrencyCode;
import org.testamur.catalog.constraint.LanguageTag;
import org.testamur.catalog.constraint.PositivePeriod;
import org.testamur.catalog.constraint.WebUrl;
import org.testamur.platform.rest.Shown;

/** Holds the content of a draft and, unchanged, of the version published from it. */
@Coherent
@JsonInclude(JsonInclude.Include.NON_NULL)
record Definition(
        @NotBlank @Size(max = 200) @Shown @Schema(examples = "Food Safety Licence")
        String title,

        @NotBlank
        @Size(max = 5000)
        @Shown(lines = true)
        @Schema(examples = "Licensed to prepare and serve food in a commercial kitchen.")
        String description,

        @NotNull
        @LanguageTag
        @Schema(description = "BCP 47 tag of the language it is taught and written in", examples = "en")
        String language,

        @NotBlank
        @Size(max = 5000)
        @Shown(lines = true)
        @Schema(description = "What must be done to earn it", examples = "Scored 60 of 100 points or more.")
        String criteria,

        @NotEmpty @Size(max = 30) @Schema(description = "What its holder can do")
        List<@NotNull @Valid Outcome> outcomes,

        @NotNull @Schema(description = "An achievement type of Open Badges 3.0", examples = "License")
        AwardType awardType,

        @NotNull @Valid Workload workload,
        @NotNull @Valid Level level,

        @NotBlank @Size(max = 200) @Shown @Schema(examples = "Invigilated written assessment")
        String assessmentType,

        @NotNull @Min(0) @Schema(description = "The lowest score that passes, inclusive", examples = "60")
        Integer passMark,

        @Min(1)
        @Max(1_000_000)
        @Schema(description = "The highest score there is; 100 if absent", examples = "100", defaultValue = "100")
        Integer maximumScore,

        @Valid @Nullable Price price,

        @PositivePeriod
        @Schema(description = "How long an award holds, as an ISO 8601 period; absent: for ever", examples = "P3Y")
        @Nullable
        String validity,

        @Size(min = 1, max = 500)
        @Shown(lines = true)
        @Schema(
                description = "What the image shows, for who can't see it. Absent: stays as it is.",
                examples = "A chef's hat above a shield")
        @Nullable
        String imageAlternativeText)
        implements Coherent.Fields {

    private static final int USUAL_MAXIMUM = 100;

    Definition {
        maximumScore = maximumScore == null ? Integer.valueOf(USUAL_MAXIMUM) : maximumScore;
    }

    /** One thing that the holder can do, perhaps aligned to an entry of a framework of skills. */
    @Coherent
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LearningOutcome")
    record Outcome(
            @NotBlank
            @Size(max = 1000)
            @Shown(lines = true)
            @Schema(examples = "Hold chilled, frozen and hot food at safe temperatures.")
            String text,

            @Size(min = 1, max = 200) @Shown @Schema(examples = "Food processing") @Nullable
            String targetName,

            @WebUrl @Schema(examples = "http://data.europa.eu/esco/isced-f/0721") @Nullable
            String targetUrl,

            @Size(min = 1, max = 200) @Shown @Schema(examples = "ISCED-F 2013") @Nullable
            String targetFramework)
            implements Coherent.Fields {

        @Override
        public Map<String, String> contradictions() {
            Map<String, String> found = new HashMap<>();
            if (targetName == null && (targetUrl != null || targetFramework != null)) {
                found.put("targetName", "must be there when the outcome points to a framework");
            }
            if (targetUrl == null && (targetName != null || targetFramework != null)) {
                found.put("targetUrl", "must be there when the outcome points to a framework");
            }
            return found;
        }
    }

    /** How much work it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Workload")
    record Workload(
            @NotNull
            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("10000")
            @Digits(integer = 5, fraction = 2)
            @Schema(description = "Notional hours of learning", examples = "16")
            BigDecimal hours,

            @DecimalMin(value = "0", inclusive = false)
            @DecimalMax("400")
            @Digits(integer = 3, fraction = 2)
            @Schema(description = "ECTS credit points", examples = "0.5")
            @Nullable
            BigDecimal ects) {}

    /** Where it stands in a framework of qualifications. */
    @Coherent
    @Schema(name = "Level")
    record Level(
            @NotBlank @Size(max = 100) @Shown @Schema(examples = "EQF")
            String framework,

            @NotBlank @Size(max = 100) @Shown @Schema(examples = "3")
            String value)
            implements Coherent.Fields {

        @Override
        public Map<String, String> contradictions() {
            return "EQF".equals(framework) && value != null && !value.matches("[1-8]")
                    ? Map.of("value", "must be from 1 to 8 in the European Qualifications Framework")
                    : Map.of();
        }
    }

    /** What it costs a learner. */
    @Schema(name = "Price")
    record Price(
            @NotNull
            @Min(0)
            @Max(1_000_000_000_000L)
            @Schema(description = "In minor units of the currency", examples = "12000")
            Long amount,

            @NotNull @CurrencyCode @Schema(description = "ISO 4217", examples = "EUR")
            String currency) {}

    @Override
    public Map<String, String> contradictions() {
        return passMark != null && passMark > maximumScore
                ? Map.of("passMark", "must be at most the maximum score, " + maximumScore)
                : Map.of();
    }

    Definition withImageText(@Nullable String text) {
        return new Definition(
                title,
                description,
                language,
                criteria,
                outcomes,
                awardType,
                workload,
                level,
                assessmentType,
                passMark,
                maximumScore,
                price,
                validity,
                text);
    }
}
