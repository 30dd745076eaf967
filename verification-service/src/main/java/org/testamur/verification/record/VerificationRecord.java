package org.testamur.verification.record;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;

/** What is known of one credential: the very document, how it stands, or that it was erased. */
@Entity
@Table(name = "verification_record")
@SuppressWarnings("UnusedVariable") // Columns that are only written here are read by RecordReader.
class VerificationRecord {

    static final String VALID = "valid";
    static final String ERASED = "erased";

    @Id
    @Column(name = "credential_id")
    private UUID credentialId;

    @TenantId
    @Column(name = "institution_id")
    private String institutionId;

    private UUID position;

    @Version
    private long version = 1;

    private String status;
    private @Nullable String reason;

    @Column(name = "superseded_by")
    private @Nullable String supersededBy;

    @Column(name = "micro_credential_id")
    private @Nullable UUID microCredentialId;

    @Column(name = "learner_id")
    private @Nullable UUID learnerId;

    @Column(name = "enrolment_id")
    private @Nullable UUID enrolmentId;

    @Column(name = "credential_url")
    private @Nullable String credentialUrl;

    @Column(name = "awarded_at")
    private @Nullable Instant awardedAt;

    @Column(name = "valid_from")
    private @Nullable Instant validFrom;

    @Column(name = "valid_until")
    private @Nullable Instant validUntil;

    @Column(name = "achievement_id")
    private @Nullable String achievementId;

    @Column(name = "achievement_name")
    private @Nullable String achievementName;

    private @Nullable String document;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway")
    protected VerificationRecord() {}

    private VerificationRecord(UUID credentialId, UUID institutionId, String status, Instant now) {
        this.credentialId = credentialId;
        this.institutionId = institutionId.toString();
        this.position = Uuid7.next();
        this.status = status;
        this.recordedAt = now;
        this.changedAt = now;
    }

    static VerificationRecord of(CredentialFact fact, Achievement achievement, Instant now) {
        VerificationRecord record =
                new VerificationRecord(fact.credentialId(), fact.institutionId(), fact.status(), now);
        record.microCredentialId = fact.microCredentialId();
        record.learnerId = fact.learnerId();
        record.enrolmentId = fact.enrolmentId();
        record.take(fact, achievement);
        return record;
    }

    /** What stands in for a credential that was erased before it was heard of. */
    static VerificationRecord erased(
            UUID credentialId, UUID institutionId, @Nullable UUID microCredentialId, Instant now) {
        VerificationRecord record = new VerificationRecord(credentialId, institutionId, ERASED, now);
        record.microCredentialId = microCredentialId;
        return record;
    }

    /** Takes over a newer fact; true when how the credential stands has changed. */
    boolean follow(CredentialFact fact, Achievement achievement, Instant now) {
        boolean changed = !status.equals(fact.status())
                || !Objects.equals(reason, fact.reason())
                || !Objects.equals(supersededBy, fact.supersededBy());
        take(fact, achievement);
        if (changed) {
            status = fact.status();
            changedAt = now;
        }
        return changed;
    }

    private void take(CredentialFact fact, Achievement achievement) {
        reason = fact.reason();
        supersededBy = fact.supersededBy();
        credentialUrl = fact.credentialUrl();
        awardedAt = fact.awardedAt();
        validFrom = fact.validFrom();
        validUntil = fact.validUntil();
        achievementId = achievement.id();
        achievementName = achievement.name();
        document = fact.document();
    }

    /** Keeps the id and nothing of a person. */
    void erase(Instant now) {
        status = ERASED;
        reason = null;
        supersededBy = null;
        learnerId = null;
        enrolmentId = null;
        credentialUrl = null;
        awardedAt = null;
        validFrom = null;
        validUntil = null;
        achievementId = null;
        achievementName = null;
        document = null;
        changedAt = now;
    }

    boolean isErased() {
        return status.equals(ERASED);
    }

    UUID credentialId() {
        return credentialId;
    }

    UUID institutionId() {
        return UUID.fromString(institutionId);
    }

    long version() {
        return version;
    }

    String status() {
        return status;
    }

    @Nullable
    String reason() {
        return reason;
    }

    @Nullable
    UUID microCredentialId() {
        return microCredentialId;
    }

    Instant changedAt() {
        return changedAt;
    }
}
