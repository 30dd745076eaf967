package org.testamur.catalog;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that is allowed and seldom meant; nothing was refused because of it. */
@Schema(
        name = "Warning",
        description = "Something that is allowed and seldom meant; nothing was refused because of it.")
public record Warning(
        @Schema(
                description =
                        "The stable name of the warning: no-image, brand-colour-contrast. New ones may come: show their"
                                + " detail.",
                examples = "no-image")
        String code,

        @Schema(
                description = "What will be shown instead, and what to do.",
                examples = "It has no image: wallets and pages show a blank in its place.")
        String detail) {}
