package org.testamur.catalog.organisation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.testamur.catalog.constraint.HttpsUrl;
import org.testamur.platform.rest.Shown;

/** Holds an operator's request to set up an employer. */
record EmployerSetUp(
        @NotNull @Pattern(regexp = Slug.SHAPE, message = Slug.EXPECTED) @Schema(examples = "acme")
        String slug,

        @NotBlank @Size(max = 200) @Shown @Schema(examples = "Acme Foods")
        String name,

        @NotNull @HttpsUrl @Schema(examples = "https://acme.example.com/")
        String url) {}
