package org.testamur.issuance.result;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.achievement.Achievements;
import org.testamur.issuance.award.BatchRow;
import org.testamur.issuance.enrolment.Enrolment;

/**
 * What issuance reads of an assessment result.
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
        @Nullable List<Evidence> evidence,
        @Nullable LocalDate assessedOn,
        @Nullable BatchRow batch) {

    /** What was assessed. */
    public record Evidence(
            String url, @Nullable String name, @Nullable String description) {}

    private static final Set<String> OUTCOMES = Set.of("passed", "failed", "withdrawn");

    boolean isPassed() {
        return "passed".equals(outcome);
    }

    /** Of any other outcome this release cannot tell what it leads to: nothing is awarded, revoked or decided. */
    boolean isOfKnownOutcome() {
        return outcome != null && OUTCOMES.contains(outcome);
    }

    Achievements.Key version() {
        return new Achievements.Key(microCredentialId, microCredentialVersion);
    }

    /** What the result says of its enrolment, while nothing better is known. */
    Enrolment asEnrolment(Instant now) {
        return new Enrolment(enrolmentId, institutionId, learnerId, microCredentialId, microCredentialVersion, now);
    }
}
