package org.testamur.enrolment.enrolment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/** Stores a learner's enrolment in one version of a micro-credential. It has ids and no personal data. */
@Entity
@Table(name = "enrolment")
class Enrolment {

    @Id
    private UUID id;

    @TenantId
    @Column(name = "institution_id", updatable = false)
    private String institutionId;

    @Column(name = "learner_id")
    private UUID learnerId;

    @Column(name = "micro_credential_id", updatable = false)
    private UUID microCredentialId;

    @Column(name = "micro_credential_version", updatable = false)
    private int microCredentialVersion;

    @Enumerated(EnumType.STRING)
    private EnrolmentState state;

    @Column(name = "enrolled_at", updatable = false)
    private Instant enrolledAt;

    /** Whether a merge gave it to its learner, who may have another in the same micro-credential. */
    @SuppressWarnings("UnusedVariable") // An index reads it.
    private boolean moved;

    @Version
    private long version = 1;

    @SuppressWarnings("NullAway.Init") // Hibernate fills what it makes.
    protected Enrolment() {}

    Enrolment(
            UUID id,
            UUID institutionId,
            UUID learnerId,
            UUID microCredentialId,
            int microCredentialVersion,
            Instant enrolledAt) {
        this.id = id;
        this.institutionId = institutionId.toString();
        this.learnerId = learnerId;
        this.microCredentialId = microCredentialId;
        this.microCredentialVersion = microCredentialVersion;
        this.state = EnrolmentState.ACTIVE;
        this.enrolledAt = enrolledAt;
    }

    /** False when it was withdrawn before. */
    boolean withdraw() {
        boolean changes = state == EnrolmentState.ACTIVE;
        state = EnrolmentState.WITHDRAWN;
        return changes;
    }

    void moveTo(UUID learner) {
        learnerId = learner;
        moved = true;
    }

    UUID id() {
        return id;
    }

    UUID institutionId() {
        return UUID.fromString(institutionId);
    }

    UUID learnerId() {
        return learnerId;
    }

    UUID microCredentialId() {
        return microCredentialId;
    }

    int microCredentialVersion() {
        return microCredentialVersion;
    }

    EnrolmentState state() {
        return state;
    }

    Instant enrolledAt() {
        return enrolledAt;
    }

    long version() {
        return version;
    }
}
