package org.testamur.assessment.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a page shows of an institution. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "InstitutionSummary", description = "What a page shows of an institution.")
public record InstitutionSummary(
        @Schema(examples = "northfield") String slug,
        @Schema(examples = "Northfield University") String name,
        @Nullable String url,
        @Nullable String logoUrl) {}
