package org.testamur.assessment.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.InstitutionSummary;
import org.testamur.assessment.reference.Login;
import org.testamur.assessment.reference.MicroCredentialSummary;
import org.testamur.assessment.reference.Summaries;

/** Shows a result. Learners do not see which log-in recorded it or why it was withdrawn. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Result", description = "The present revision of an enrolment's result.")
public record ResultView(
        UUID enrolmentId,
        UUID microCredentialId,
        int microCredentialVersion,
        UUID learnerId,

        @Schema(description = "Grows by one with every change; also the ETag.", examples = "1")
        long revision,

        Outcome outcome,

        @Schema(examples = "78.5") BigDecimal score,
        @Schema(examples = "100") BigDecimal maximumScore,

        @Schema(description = "Reaching it passes.", examples = "60")
        BigDecimal passMark,

        List<Evidence> evidence,
        LocalDate assessedOn,
        Instant recordedAt,

        @Schema(
                description = "The log-in that made this revision, or erased once that person is. For staff only, and"
                        + " not for staff who are the learner.")
        @Nullable
        String recordedBy,

        @Schema(
                description = "For staff only: true when the log-in that made this revision is known by now to be the"
                        + " learner's own. Absent otherwise.")
        @Nullable
        Boolean recordedByLearner,

        @Schema(description = "For staff only, and not for staff who are the learner.") @Nullable
        String withdrawalReason,

        @Schema(description = "In lists only.") @Nullable MicroCredentialSummary microCredential,

        @Schema(description = "In lists only.") @Nullable InstitutionSummary institution,

        @Schema(description = "In lists, for staff only, and not for staff who are the learner.") @Nullable
        String learnerName) {

    /** @param logins what is known of the learner's log-ins */
    static ResultView of(Result result, Set<Login> logins) {
        Boolean ownWork = ResultPolicy.isOwnWork(result.recordedBy(), logins) ? true : null;
        return view(result, result.recordedBy(), ownWork, result.withdrawalReason());
    }

    static ResultView forLearner(Result result) {
        return view(result, null, null, null);
    }

    private static ResultView view(
            Result result, @Nullable String recordedBy, @Nullable Boolean ownWork, @Nullable String reason) {
        return new ResultView(
                result.enrolmentId(),
                result.microCredentialId(),
                result.microCredentialVersion(),
                result.learnerId(),
                result.revision(),
                result.outcome(),
                result.score(),
                result.marks().maximumScore(),
                result.marks().passMark(),
                result.evidence(),
                result.assessedOn(),
                result.recordedAt(),
                recordedBy,
                ownWork,
                reason,
                null,
                null,
                null);
    }

    /** As lists show it. */
    ResultView with(Summaries.@Nullable Summary summary, boolean named) {
        return summary == null
                ? this
                : new ResultView(
                        enrolmentId,
                        microCredentialId,
                        microCredentialVersion,
                        learnerId,
                        revision,
                        outcome,
                        score,
                        maximumScore,
                        passMark,
                        evidence,
                        assessedOn,
                        recordedAt,
                        recordedBy,
                        recordedByLearner,
                        withdrawalReason,
                        summary.microCredential(),
                        summary.institution(),
                        named ? summary.learnerName() : null);
    }
}
