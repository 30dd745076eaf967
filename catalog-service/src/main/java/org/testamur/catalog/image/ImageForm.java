package org.testamur.catalog.image;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An image as a form of a page sends it (multipart/form-data), for the OpenAPI document. */
public record ImageForm(
        @Schema(type = SchemaType.STRING, format = "binary", description = "The file; its part says which type it is.")
        String image,

        @Schema(description = "What the image shows, for who can't see it.") @Nullable
        String alternativeText) {}
