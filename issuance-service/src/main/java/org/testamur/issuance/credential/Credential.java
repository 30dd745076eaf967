package org.testamur.issuance.credential;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.status.StatusEntry;

/** A credential that was issued. Its document never changes; what changes is whether it counts. */
@Entity
public class Credential {

    /** Whether a credential counts. */
    public enum State {
        ISSUED,
        REVOKED,
        SUPERSEDED,
        ERASED;

        public String shown() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    private UUID id = new UUID(0, 0);

    @TenantId
    private String institutionId;

    private @Nullable UUID enrolmentId;
    private @Nullable UUID learnerId;
    private @Nullable UUID microCredentialId;
    private @Nullable Integer microCredentialVersion;
    private @Nullable Integer awardNumber;

    @Enumerated(EnumType.STRING)
    private State state = State.ISSUED;

    private @Nullable String reason;
    private @Nullable UUID supersededBy;
    private @Nullable LocalDate awardedOn;
    private @Nullable Instant awardedAt;
    private @Nullable Instant validFrom;
    private @Nullable Instant validUntil;
    private String url = "";
    private UUID statusListId = new UUID(0, 0);
    private String statusListUrl = "";
    private int statusListIndex;
    private @Nullable String contentDigest;
    private @Nullable String document;
    private long revision;

    @Version
    @Column(name = "lock")
    private long lock;

    protected Credential() {}

    Credential(UUID id, String url, CredentialOrder order, Validity validity, StatusEntry status, String document) {
        OffsetDateTime until = validity.until();
        this.id = id;
        this.url = url;
        this.institutionId = order.issuer().institutionId().toString();
        this.enrolmentId = order.enrolmentId();
        this.learnerId = order.learner().learnerId();
        this.microCredentialId = order.achievement().microCredentialId();
        this.microCredentialVersion = order.achievement().number();
        this.awardNumber = order.awardNumber();
        this.awardedOn = order.awardedOn();
        this.awardedAt = validity.from().toInstant();
        this.validFrom = validity.from().toInstant();
        this.validUntil = until == null ? null : until.toInstant();
        this.statusListId = status.listId();
        this.statusListUrl = status.listUrl();
        this.statusListIndex = status.index();
        this.contentDigest = order.content().digest();
        this.document = document;
        this.revision = 1;
    }

    void revoke(String why) {
        end(State.REVOKED, why, null);
    }

    void supersede(UUID by) {
        end(State.SUPERSEDED, "superseded by a corrected credential", by);
    }

    private void end(State next, String why, @Nullable UUID by) {
        if (state != State.ISSUED) {
            throw new IllegalStateException("the credential " + id + " is " + state.shown() + " already");
        }
        state = next;
        reason = why;
        supersededBy = by;
        revision++;
    }

    public UUID id() {
        return id;
    }

    public String url() {
        return url;
    }

    public UUID institutionId() {
        return UUID.fromString(institutionId);
    }

    public Optional<UUID> enrolmentId() {
        return Optional.ofNullable(enrolmentId);
    }

    public State state() {
        return state;
    }

    public boolean isLive() {
        return state == State.ISSUED;
    }

    /** Tells whether another result would say something else. */
    public String contentDigest() {
        return Objects.requireNonNull(contentDigest, "an erased credential has no content");
    }

    /** When it was first awarded; kept by those that supersede it. */
    public LocalDate awardedOn() {
        return Objects.requireNonNull(awardedOn, "an erased credential has no date");
    }

    UUID statusListId() {
        return statusListId;
    }

    int statusListIndex() {
        return statusListIndex;
    }

    StatusEntry statusEntry() {
        return new StatusEntry(statusListId, statusListUrl, statusListIndex);
    }

    long revision() {
        return revision;
    }

    CredentialFacts.Told told() {
        return new CredentialFacts.Told(
                id,
                url,
                revision,
                institutionId(),
                enrolmentId,
                learnerId,
                microCredentialId,
                microCredentialVersion,
                awardNumber,
                state.shown(),
                reason,
                supersededBy,
                awardedAt,
                validFrom,
                validUntil,
                statusListUrl,
                statusListIndex,
                document);
    }

    public CredentialView view() {
        return new CredentialView(
                id,
                url,
                enrolmentId,
                microCredentialId,
                microCredentialVersion,
                awardNumber,
                state.shown(),
                reason,
                supersededBy,
                awardedAt,
                validFrom,
                validUntil,
                revision);
    }
}
