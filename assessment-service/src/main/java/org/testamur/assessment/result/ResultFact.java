package org.testamur.assessment.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.OutgoingEvent;

/** Holds the published state of an enrolment's result. Who recorded it, and why it was withdrawn, are not published. */
record ResultFact(
        UUID enrolmentId,
        UUID institutionId,
        UUID learnerId,
        UUID microCredentialId,
        int microCredentialVersion,
        long revision,
        Outcome outcome,
        BigDecimal score,
        BigDecimal maximumScore,
        BigDecimal passMark,
        List<Evidence> evidence,
        LocalDate assessedOn,
        Instant recordedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BatchPlace batch) {

    static final String TOPIC = "assessment.results";
    private static final String TYPE = "org.testamur.assessment.result.";

    /** The present fact: a tombstone once the learner is erased. */
    static OutgoingEvent of(Result result) {
        if (result.isErased()) {
            return OutgoingEvent.tombstone(
                    TOPIC, TYPE + "erased.v1", result.enrolmentId(), result.institutionId(), result.revision());
        }
        return new OutgoingEvent(
                TOPIC,
                TYPE + result.change().text() + ".v1",
                result.enrolmentId(),
                result.institutionId(),
                result.revision(),
                new ResultFact(
                        result.enrolmentId(),
                        result.institutionId(),
                        result.learnerId(),
                        result.microCredentialId(),
                        result.microCredentialVersion(),
                        result.revision(),
                        result.outcome(),
                        result.score(),
                        result.marks().maximumScore(),
                        result.marks().passMark(),
                        result.evidence(),
                        result.assessedOn(),
                        result.recordedAt(),
                        result.batch()));
    }
}
