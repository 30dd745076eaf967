package org.testamur.assessment.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a page shows of one version of a micro-credential. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MicroCredentialSummary", description = "What a page shows of one version of a micro-credential.")
public record MicroCredentialSummary(
        @Schema(examples = "Food safety, level 2") String title,
        @Nullable String imageUrl,
        @Nullable String imageAlternativeText,

        @Schema(description = "Where this version can be read for ever.") @Nullable
        String url) {}
