package org.testamur.catalog.organisation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.constraint.LanguageTag;

/** Holds an administrator's request to change how an institution presents itself. */
record InstitutionProfile(
        @NotEmpty
        @Size(max = 30)
        @Schema(description = "BCP 47 tags, the main one first.", examples = "[\"et\", \"en\", \"ru\"]")
        List<@NotNull @LanguageTag String> languages,

        @Pattern(regexp = BrandColour.SHAPE, message = BrandColour.EXPECTED)
        @Schema(description = BrandColour.MEANING, examples = "#14324a")
        @Nullable
        String brandColour,

        @Valid @Nullable InstitutionContacts contacts) {}
