package org.testamur.assessment.result;

import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.Enrolment;
import org.testamur.assessment.reference.Marks;

/** Stores the result of one enrolment in its present revision. */
@Entity
class Result {

    @Id
    private UUID enrolmentId;

    @TenantId
    private String institutionId;

    private @Nullable UUID learnerId;

    private UUID microCredentialId;

    private int microCredentialVersion;

    @Version
    private long revision;

    @Enumerated(EnumType.STRING)
    private Change change;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private @Nullable BigDecimal score;

    private BigDecimal maximumScore;

    private BigDecimal passMark;

    @Convert(converter = EvidenceJson.class)
    private List<Evidence> evidence;

    private LocalDate assessedOn;

    private @Nullable String withdrawalReason;

    private Instant recordedAt;

    private String recordedBy;

    private @Nullable Instant erasedAt;

    @Embedded
    private @Nullable BatchPlace batch;

    @SuppressWarnings("NullAway.Init")
    protected Result() {}

    /** The first revision. */
    @SuppressWarnings("NullAway.Init")
    Result(Enrolment enrolment, UUID learnerId, Marks marks, Finding finding, Instant now, String assessor) {
        this.enrolmentId = enrolment.id();
        this.institutionId = enrolment.institutionId().toString();
        this.learnerId = learnerId;
        this.microCredentialId = enrolment.microCredentialId();
        this.microCredentialVersion = enrolment.microCredentialVersion();
        this.maximumScore = marks.maximumScore();
        this.passMark = marks.passMark();
        this.revision = 1;
        take(Change.RECORDED, finding, now, assessor);
    }

    /** Says of the present revision that it came in a batch. */
    Result from(BatchPlace place) {
        batch = place;
        return this;
    }

    void correct(Finding finding, Instant now, String assessor) {
        take(Change.CORRECTED, finding, now, assessor);
    }

    void withdraw(String reason, Instant now, String by) {
        change = Change.WITHDRAWN;
        outcome = Outcome.WITHDRAWN;
        withdrawalReason = reason;
        recordedAt = now;
        recordedBy = by;
        batch = null;
    }

    /** Takes out the learner and what may speak of them; who of the staff did what, and when, stays. */
    void erase(Instant now) {
        learnerId = null;
        score = null;
        evidence = List.of();
        withdrawalReason = null;
        erasedAt = now;
    }

    private void take(Change how, Finding finding, Instant now, String assessor) {
        change = how;
        score = finding.score();
        evidence = finding.evidence();
        assessedOn = finding.assessedOn();
        outcome = ResultPolicy.outcome(finding.score(), marks());
        withdrawalReason = null;
        recordedAt = now;
        recordedBy = assessor;
        batch = null;
    }

    Finding finding() {
        return new Finding(score(), evidence, assessedOn);
    }

    boolean isErased() {
        return erasedAt != null;
    }

    UUID enrolmentId() {
        return enrolmentId;
    }

    UUID institutionId() {
        return UUID.fromString(institutionId);
    }

    UUID learnerId() {
        return Objects.requireNonNull(learnerId, "the learner is erased");
    }

    UUID microCredentialId() {
        return microCredentialId;
    }

    int microCredentialVersion() {
        return microCredentialVersion;
    }

    long revision() {
        return revision;
    }

    Change change() {
        return change;
    }

    Outcome outcome() {
        return outcome;
    }

    BigDecimal score() {
        return Finding.plain(Objects.requireNonNull(score, "the score is erased"));
    }

    Marks marks() {
        return new Marks(Finding.plain(passMark), Finding.plain(maximumScore));
    }

    List<Evidence> evidence() {
        return List.copyOf(evidence);
    }

    LocalDate assessedOn() {
        return assessedOn;
    }

    @Nullable
    String withdrawalReason() {
        return withdrawalReason;
    }

    Instant recordedAt() {
        return recordedAt;
    }

    String recordedBy() {
        return recordedBy;
    }

    @Nullable
    BatchPlace batch() {
        return batch;
    }
}
