package org.testamur.catalog.organisation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.constraint.HttpsUrl;
import org.testamur.catalog.constraint.LanguageTag;
import org.testamur.catalog.constraint.TimeZoneName;
import org.testamur.platform.rest.Shown;

/** Holds a request to change an institution; slug, country and issuer never change. */
record InstitutionChange(
        @NotBlank @Size(max = 200) @Shown @Schema(examples = "Northfield University of Technology")
        String name,

        @NotNull @HttpsUrl @Schema(examples = "https://northfield.example.edu/")
        String url,

        @NotNull @TimeZoneName @Schema(examples = "Europe/Tallinn")
        String timeZone,

        @NotEmpty @Size(max = 30) @Schema(examples = "[\"et\", \"en\", \"ru\"]")
        List<@NotNull @LanguageTag String> languages,

        @Pattern(regexp = BrandColour.SHAPE, message = BrandColour.EXPECTED)
        @Schema(description = BrandColour.MEANING, examples = "#14324a")
        @Nullable
        String brandColour) {}
