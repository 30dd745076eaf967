package org.testamur.verification.check;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reports a warning or error to the caller. */
@Schema(description = "Something that whoever asked should know.")
public record Note(
        @Schema(description = "Which check it belongs to.", example = "proof")
        Check.Name check,

        @Schema(description = "The stable name.", example = "signature-mismatch")
        String code,

        @Schema(description = "One sentence for people.", example = "The signature does not match.")
        String detail) {}
