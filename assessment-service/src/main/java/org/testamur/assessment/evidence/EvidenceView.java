package org.testamur.assessment.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.result.Evidence;

/** What a learner gave for an enrolment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "LearnerEvidence", description = "Links that a learner gave for an enrolment of theirs.")
public record EvidenceView(
        UUID enrolmentId,
        List<Evidence> evidence,

        @Schema(description = "Absent before anything was given.") @Nullable
        Instant givenAt,

        @Schema(description = "Grows with every change; 0 before anything was given. Also the ETag.")
        long version) {

    static final String EXAMPLE = """
            {"enrolmentId": "0193a5c2-6f00-7c4e-9a51-2f6b8d0e1a01",
             "evidence": [{"url": "https://portfolio.example/w/7f3a", "name": "Final project: a parser for bus timetables"}],
             "givenAt": "2026-11-20T14:03:11.250Z", "version": 1}""";
}
