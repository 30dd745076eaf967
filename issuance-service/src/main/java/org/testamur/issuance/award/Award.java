package org.testamur.issuance.award;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.credential.Credential;

/** Tracks one enrolment from its result to its credential. */
@Entity
public class Award {

    /** What a pass waits for while a decision of staff stands. */
    static final String REGISTRAR = "registrar";

    private static final String SEPARATOR = "\n";

    /** What a front end shows. */
    public enum AwardState {
        /** Nothing to award, or not yet. */
        NONE,
        /** A pass arrived and something that it refers to did not, or a registrar has to release it. */
        WAITING,
        ISSUED,
        /** Its credential does not count for now. */
        SUSPENDED,
        REFUSED,
        REVOKED,
        SUPERSEDED;

        public String shown() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    private UUID enrolmentId = new UUID(0, 0);

    @TenantId
    private String institutionId;

    private UUID learnerId = new UUID(0, 0);
    private UUID microCredentialId = new UUID(0, 0);
    private int microCredentialVersion;

    @Enumerated(EnumType.STRING)
    private AwardState state = AwardState.NONE;

    private @Nullable String waitingFor;
    private @Nullable Instant waitingSince;
    private @Nullable String reason;
    private long resultRevision;
    private @Nullable UUID credentialId;
    private @Nullable String credentialUrl;
    private int awardNumber;
    private Instant updatedAt = Instant.EPOCH;

    @Version
    @Column(name = "lock")
    private long lock;

    protected Award() {}

    public UUID enrolmentId() {
        return enrolmentId;
    }

    public UUID institutionId() {
        return UUID.fromString(institutionId);
    }

    public UUID learnerId() {
        return learnerId;
    }

    public UUID microCredentialId() {
        return microCredentialId;
    }

    public int microCredentialVersion() {
        return microCredentialVersion;
    }

    /** The newest revision of the result that was decided on. */
    public long resultRevision() {
        return resultRevision;
    }

    /** How many credentials the enrolment has had. */
    public int awardNumber() {
        return awardNumber;
    }

    /** The newest credential of the enrolment. */
    public Optional<UUID> credentialId() {
        return Optional.ofNullable(credentialId);
    }

    /** Notes that a revision was decided on. */
    public void decided(long revision, Instant now) {
        resultRevision = revision;
        waitingFor = null;
        waitingSince = null;
        if (state == AwardState.WAITING) {
            become(AwardState.NONE, null, now);
        }
    }

    public void issued(Credential credential, int number, Instant now) {
        credentialId = credential.id();
        credentialUrl = credential.url();
        awardNumber = number;
        reflect(credential, now);
    }

    /** As its newest credential does. */
    public void reflect(Credential credential, Instant now) {
        become(stateOf(credential), credential.reason().orElse(null), now);
    }

    private static AwardState stateOf(Credential credential) {
        return switch (credential.state()) {
            case ISSUED -> AwardState.ISSUED;
            case SUSPENDED -> AwardState.SUSPENDED;
            case REVOKED -> AwardState.REVOKED;
            case SUPERSEDED -> AwardState.SUPERSEDED;
            case ERASED -> AwardState.NONE;
        };
    }

    public void refused(String why, Instant now) {
        become(AwardState.REFUSED, why, now);
    }

    /** A decision of staff stands: the pass comes to nothing until a registrar says so. */
    public void waitsForRegistrar(String why, Instant now) {
        waitingFor = REGISTRAR;
        waitingSince = now;
        become(AwardState.WAITING, why, now);
    }

    public boolean isWaitingForRegistrar() {
        return state == AwardState.WAITING && REGISTRAR.equals(waitingFor);
    }

    /** The pass that waited for a registrar does so no longer. */
    public void decidedByRegistrar() {
        waitingFor = null;
        waitingSince = null;
    }

    public void revoked(String why, Instant now) {
        become(AwardState.REVOKED, why, now);
    }

    /** Records that nothing changes, and clears what was noted of an earlier revision. */
    public void nothing(Optional<Credential> newest, Instant now) {
        if (newest.isPresent()) {
            if (state != stateOf(newest.get())) {
                reflect(newest.get(), now);
            }
        } else if (state == AwardState.REFUSED) {
            become(AwardState.NONE, null, now);
        }
    }

    private void become(AwardState next, @Nullable String why, Instant now) {
        state = next;
        reason = why;
        updatedAt = now;
    }

    /** Grows with every change. */
    public long version() {
        return lock;
    }

    AwardState state() {
        return state;
    }

    @Nullable
    String reason() {
        return reason;
    }

    AwardView view() {
        return new AwardView(
                enrolmentId,
                learnerId,
                institutionId(),
                microCredentialId,
                microCredentialVersion,
                state.shown(),
                waitingFor == null ? null : splitWaiting(waitingFor),
                waitingSince,
                reason,
                credentialId,
                credentialUrl,
                awardNumber == 0 ? null : awardNumber,
                updatedAt,
                lock,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static String joinWaiting(List<String> references) {
        return String.join(SEPARATOR, references);
    }

    private static List<String> splitWaiting(String references) {
        return Arrays.asList(references.split(SEPARATOR, -1));
    }
}
