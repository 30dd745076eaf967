package org.testamur.assessment.evidence;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.result.Evidence;

/** All the links that a learner gives; none takes back what was given. */
@Schema(name = "EvidenceRequest")
public record EvidenceRequest(
        @NotNull(message = "is missing") @Nullable @Schema(description = "At most 20 links, each once.")
        List<@Nullable Evidence> evidence) {

    static final String EXAMPLE = """
            {"evidence": [{"url": "https://portfolio.example/w/7f3a", "name": "Final project: a parser for bus timetables"}]}""";
}
