package org.testamur.assessment.reference;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** Stores a learner's enrolment on one version of a micro-credential, as the enrolment service published it. */
@Entity
public class Enrolment {

    /** Why nothing is recorded on an enrolment in a state that is not known. */
    public static final String NOT_ACTIVE =
            "The enrolment is in a state that this release does not know, so nothing is recorded on it.";

    /** Whether results may be recorded on it. */
    public enum State {
        ACTIVE,
        WITHDRAWN,
        /** In a state that this release does not know. */
        UNKNOWN,
        /** Its learner was erased. */
        ERASED
    }

    @Id
    private UUID id;

    @TenantId
    private String institutionId;

    private @Nullable UUID learnerId;

    private UUID microCredentialId;

    private int microCredentialVersion;

    @Enumerated(EnumType.STRING)
    private State state;

    private Instant enrolledAt;

    @SuppressWarnings("NullAway.Init")
    protected Enrolment() {}

    Enrolment(UUID id, UUID microCredentialId, int microCredentialVersion, Instant enrolledAt) {
        this.id = id;
        this.microCredentialId = microCredentialId;
        this.microCredentialVersion = microCredentialVersion;
        this.enrolledAt = enrolledAt;
        this.state = State.ERASED;
    }

    /** Of a row of its table; no entity of any session. */
    static Enrolment read(ResultSet row) throws SQLException {
        Enrolment read = new Enrolment(
                row.getObject("id", UUID.class),
                row.getObject("micro_credential_id", UUID.class),
                row.getInt("micro_credential_version"),
                row.getObject("enrolled_at", OffsetDateTime.class).toInstant());
        read.institutionId = row.getString("institution_id");
        read.learnerId = row.getObject("learner_id", UUID.class);
        read.state = State.valueOf(row.getString("state"));
        return read;
    }

    /** What the newest fact says it is in. */
    void concerns(UUID microCredential, int version, Instant since) {
        microCredentialId = microCredential;
        microCredentialVersion = version;
        enrolledAt = since;
    }

    void is(State newState, UUID ofLearner) {
        state = newState;
        learnerId = ofLearner;
    }

    void erase() {
        state = State.ERASED;
        learnerId = null;
    }

    public UUID id() {
        return id;
    }

    public UUID institutionId() {
        return UUID.fromString(institutionId);
    }

    /** Empty once the learner is erased. */
    public Optional<UUID> learnerId() {
        return Optional.ofNullable(learnerId);
    }

    public UUID microCredentialId() {
        return microCredentialId;
    }

    public int microCredentialVersion() {
        return microCredentialVersion;
    }

    public State state() {
        return state;
    }

    public Instant enrolledAt() {
        return enrolledAt;
    }
}
