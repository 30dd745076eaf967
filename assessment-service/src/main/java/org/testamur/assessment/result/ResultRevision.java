package org.testamur.assessment.result;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.Login;

/** Stores a revision of a result, with its author and time. */
@Entity
class ResultRevision {

    /** Names a revision. */
    @Embeddable
    record RevisionId(UUID enrolmentId, long revision) {}

    @EmbeddedId
    private RevisionId key;

    @TenantId
    @SuppressWarnings("UnusedVariable") // Hibernate writes it and adds it to queries.
    private String institutionId;

    @Enumerated(EnumType.STRING)
    private Change change;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private @Nullable BigDecimal score;

    @Convert(converter = EvidenceJson.class)
    private List<Evidence> evidence;

    private LocalDate assessedOn;

    private @Nullable String withdrawalReason;

    private Instant recordedAt;

    private String recordedBy;

    @SuppressWarnings("NullAway.Init")
    protected ResultRevision() {}

    @SuppressWarnings("NullAway.Init")
    ResultRevision(Result result) {
        this.key = new RevisionId(result.enrolmentId(), result.revision());
        this.change = result.change();
        this.outcome = result.outcome();
        this.score = result.score();
        this.evidence = result.evidence();
        this.assessedOn = result.assessedOn();
        this.withdrawalReason = result.withdrawalReason();
        this.recordedAt = result.recordedAt();
        this.recordedBy = result.recordedBy();
    }

    void erase() {
        score = null;
        evidence = List.of();
        withdrawalReason = null;
    }

    /** @param logins what is known of the learner's log-ins */
    ResultRevisionView view(Set<Login> logins) {
        return view(withdrawalReason, recordedBy, ResultPolicy.isOwnWork(recordedBy, logins) ? true : null);
    }

    /** Without what is for staff only. */
    ResultRevisionView viewForLearner() {
        return view(null, null, null);
    }

    private ResultRevisionView view(@Nullable String reason, @Nullable String by, @Nullable Boolean ownWork) {
        return new ResultRevisionView(
                key.revision(),
                change,
                outcome,
                score == null ? null : Finding.plain(score),
                List.copyOf(evidence),
                assessedOn,
                reason,
                recordedAt,
                by,
                ownWork);
    }
}
