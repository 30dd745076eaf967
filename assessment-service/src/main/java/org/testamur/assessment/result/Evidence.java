package org.testamur.assessment.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Links to assessed work. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A link to what was assessed.")
public record Evidence(
        @Schema(
                description =
                        "An https URL of at most 2,048 ASCII characters, without user-info. A fragment may name a place in it.",
                examples = "https://portfolio.northfield.example/w/7f3a",
                required = true)
        @Nullable
        String url,

        @Schema(
                description = "At most 200 characters.",
                examples = "Final project: a parser for bus timetables",
                nullable = true)
        @Nullable
        String name,

        @Schema(description = "At most 2,000 characters.", nullable = true) @Nullable
        String description) {}
