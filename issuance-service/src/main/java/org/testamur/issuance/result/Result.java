package org.testamur.issuance.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.award.BatchRow;
import org.testamur.issuance.credential.DecisionsElsewhere;
import org.testamur.issuance.reference.Achievements;
import org.testamur.issuance.reference.Enrolment;

/**
 * Holds what issuance reads of an assessment result.
 *
 * @param batch where it came from, if it was recorded with many others
 */
public record Result(
        UUID enrolmentId,
        UUID institutionId,
        UUID learnerId,
        UUID microCredentialId,
        int microCredentialVersion,
        long revision,
        @Nullable String outcome,
        @Nullable BigDecimal score,
        @Nullable List<ResultEvidence> evidence,
        @Nullable LocalDate assessedOn,
        @Nullable BatchRow batch) {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** What was assessed. */
    public record ResultEvidence(
            String url, @Nullable String name, @Nullable String description) {}

    private static final Set<String> OUTCOMES = Set.of("passed", "failed", "withdrawn");

    /** The same result of this learner. */
    Result ofLearner(UUID learner) {
        return learner.equals(learnerId)
                ? this
                : new Result(
                        enrolmentId,
                        institutionId,
                        learner,
                        microCredentialId,
                        microCredentialVersion,
                        revision,
                        outcome,
                        score,
                        evidence,
                        assessedOn,
                        batch);
    }

    boolean isPassed() {
        return "passed".equals(outcome);
    }

    boolean isWithdrawn() {
        return "withdrawn".equals(outcome);
    }

    Verdict notPassed() {
        return new Verdict.NotPassed("the result was " + (isWithdrawn() ? "withdrawn" : "corrected to a fail"));
    }

    /** Of any other outcome this release cannot tell what it leads to: nothing is awarded, revoked or decided. */
    boolean isOfKnownOutcome() {
        return outcome != null && OUTCOMES.contains(outcome);
    }

    Achievements.VersionId version() {
        return new Achievements.VersionId(microCredentialId, microCredentialVersion);
    }

    DecisionsElsewhere.Learning learning() {
        return new DecisionsElsewhere.Learning(learnerId, microCredentialId);
    }

    /** What the result says of its enrolment, while nothing better is known. */
    Enrolment asEnrolment(Instant now) {
        return new Enrolment(enrolmentId, institutionId, learnerId, microCredentialId, microCredentialVersion, now);
    }

    /** As text, to be read again when somebody decides on it later. */
    String fact() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what {@link #fact} returned, or the data of a published fact. */
    static Result of(String fact) {
        try {
            return MAPPER.readValue(fact, Result.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the fact that was kept cannot be read", e);
        }
    }
}
