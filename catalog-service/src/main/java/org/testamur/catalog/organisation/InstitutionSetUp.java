package org.testamur.catalog.organisation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.constraint.CountryCode;
import org.testamur.catalog.constraint.HostName;
import org.testamur.catalog.constraint.HttpsUrl;
import org.testamur.catalog.constraint.LanguageTag;
import org.testamur.catalog.constraint.TimeZoneName;
import org.testamur.platform.rest.Shown;

/** Holds an operator's request to set up an institution. */
record InstitutionSetUp(
        @NotNull
        @Pattern(regexp = Slug.SHAPE, message = Slug.EXPECTED)
        @Schema(
                description = "Its short name in paths and in the groups of tokens; never changes.",
                examples = "northfield")
        String slug,

        @NotBlank @Size(max = 200) @Shown @Schema(examples = "Northfield University")
        String name,

        @NotNull @HttpsUrl @Schema(examples = "https://northfield.example.edu/")
        String url,

        @NotNull @CountryCode @Schema(description = "ISO 3166-1 alpha-2", examples = "EE")
        String country,

        @NotNull
        @TimeZoneName
        @Schema(description = "IANA name; civil dates of the institution are in it", examples = "Europe/Tallinn")
        String timeZone,

        @NotEmpty
        @Size(max = 30)
        @Schema(description = "BCP 47 tags, the main one first", examples = "[\"et\", \"en\"]")
        List<@NotNull @LanguageTag String> languages,

        @HostName
        @Schema(
                description = "A host of its own, with a port if not 443, that leads to the platform. Its issuer id is"
                        + " then did:web:<host>. Absent: an issuer id on the platform's address. Never changes.",
                examples = "harbour.localhost:8443")
        @Nullable
        String host,

        @Pattern(regexp = BrandColour.SHAPE, message = BrandColour.EXPECTED)
        @Schema(description = BrandColour.MEANING, examples = "#14324a")
        @Nullable
        String brandColour) {}
