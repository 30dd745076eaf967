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
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.badge.DisclosedIdentity;
import org.testamur.issuance.badge.StoredContent;
import org.testamur.issuance.badge.Validity;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.platform.sql.Sql;

/** Stores an issued credential. Its document never changes; its status does. */
@Entity
public class Credential {

    /** Whether a credential counts. */
    public enum CredentialState {
        ISSUED,
        SUSPENDED,
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
    private CredentialState state = CredentialState.ISSUED;

    private @Nullable String reason;
    private @Nullable String reasonCode;
    private boolean hidden;
    private @Nullable UUID supersededBy;
    private @Nullable LocalDate awardedOn;
    private @Nullable Instant awardedAt;

    @Column(updatable = false)
    private @Nullable Instant issuedAt;

    private @Nullable Instant validFrom;
    private @Nullable Instant validUntil;
    private String url = "";
    private UUID statusListId = new UUID(0, 0);
    private String statusListUrl = "";
    private int statusListIndex;
    private @Nullable String contentDigest;
    private @Nullable String document;

    @Column(updatable = false)
    private @Nullable String keyId;

    private long revision;

    @Version
    @Column(name = "lock")
    private long lock;

    protected Credential() {}

    Credential(
            UUID id,
            String url,
            CredentialOrder order,
            Validity validity,
            StatusEntry status,
            Instant issuedAt,
            String document) {
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
        this.issuedAt = issuedAt;
        this.validFrom = validity.from().toInstant();
        this.validUntil = until == null ? null : until.toInstant();
        this.statusListId = status.listId();
        this.statusListUrl = status.listUrl();
        this.statusListIndex = status.index();
        this.contentDigest = order.content().digest();
        this.document = document;
        this.revision = 1;
    }

    /** Says which key made its proof; the database reads it from the document otherwise. */
    Credential signedWith(String key) {
        keyId = key;
        return this;
    }

    /** As {@link StatusPolicy} allows. */
    void become(CredentialState next, ChangeKind kind, ReasonCode code) {
        String sentence = kind.sentence(code)
                .orElseThrow(() -> new IllegalArgumentException(code.shown() + " is no reason for a " + kind.shown()));
        state = next;
        reason = next == CredentialState.ISSUED ? null : sentence;
        reasonCode = next == CredentialState.ISSUED ? null : code.shown();
        revision++;
    }

    void supersede(UUID by, ReasonCode code) {
        become(CredentialState.SUPERSEDED, ChangeKind.SUPERSESSION, code);
        supersededBy = by;
        hidden = code == ReasonCode.NAME_CHANGED;
    }

    /** From now on shown to staff only. */
    void hide() {
        hidden = true;
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

    /** Whose it is; empty when it is erased. */
    public Optional<UUID> learnerId() {
        return Optional.ofNullable(learnerId);
    }

    public CredentialState state() {
        return state;
    }

    /** Whether it is the enrolment's present one; one that is suspended is, though it does not count for now. */
    public boolean isLive() {
        return state == CredentialState.ISSUED || state == CredentialState.SUSPENDED;
    }

    /** Whether nobody but staff is shown it. */
    public boolean isHidden() {
        return hidden;
    }

    /** Why it does not count. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    Optional<ReasonCode> reasonCode() {
        return Optional.ofNullable(reasonCode).flatMap(ReasonCode::of);
    }

    /** What its document shows of who the learner is. */
    public DisclosedIdentity shown() {
        return stored().shown();
    }

    /** Whether it holds a hash of an e-mail address that is not the one by which the learner is to be found today. */
    public boolean identifiesByAnother(Learner learner) {
        String email = learner.email();
        return email != null && learner.showsIdentifier() && shown().identifier() && !stored().identifies(email);
    }

    /** What its document says of the result, less what is not consented to any more. */
    public Content content(Learner.Consents consents) {
        return stored().content(
                        Objects.requireNonNull(microCredentialId),
                        Objects.requireNonNull(microCredentialVersion),
                        consents);
    }

    private StoredContent stored() {
        return StoredContent.of(Objects.requireNonNull(document, "an erased credential has no document"));
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

    /** Grows by one with every change. */
    public long revision() {
        return revision;
    }

    /** Of one that is hidden, nothing that leads from one name to another. */
    public CredentialFacts.CredentialFact fact(StatusEntry status) {
        boolean replacedUnseen = hidden && state == CredentialState.SUPERSEDED;
        return new CredentialFacts.CredentialFact(
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
                replacedUnseen
                        ? ChangeKind.SUPERSESSION
                                .sentence(ReasonCode.NAME_CHANGED)
                                .orElseThrow()
                        : reason,
                replacedUnseen ? null : reasonCode,
                replacedUnseen ? null : supersededBy,
                hidden ? true : null,
                awardedAt,
                validFrom,
                validUntil,
                statusListUrl,
                statusListIndex,
                CredentialFacts.StatusListTold.of(status),
                document);
    }

    /** The columns of new credentials, each an array. */
    static Object[] columns(List<Credential> all) {
        return new Object[] {
            Sql.column(all, UUID[]::new, one -> one.id),
            Sql.column(all, String[]::new, one -> one.institutionId),
            Sql.column(all, UUID[]::new, one -> one.enrolmentId),
            Sql.column(all, UUID[]::new, one -> one.learnerId),
            Sql.column(all, UUID[]::new, one -> one.microCredentialId),
            Sql.column(all, Integer[]::new, one -> one.microCredentialVersion),
            Sql.column(all, Integer[]::new, one -> one.awardNumber),
            Sql.column(all, String[]::new, one -> one.state.name()),
            Sql.column(all, String[]::new, one -> text(one.awardedOn)),
            Sql.column(all, String[]::new, one -> text(one.awardedAt)),
            Sql.column(all, String[]::new, one -> text(one.issuedAt)),
            Sql.column(all, String[]::new, one -> text(one.validFrom)),
            Sql.column(all, String[]::new, one -> text(one.validUntil)),
            Sql.column(all, String[]::new, one -> one.url),
            Sql.column(all, UUID[]::new, one -> one.statusListId),
            Sql.column(all, String[]::new, one -> one.statusListUrl),
            Sql.column(all, Integer[]::new, one -> one.statusListIndex),
            Sql.column(all, String[]::new, one -> one.contentDigest),
            Sql.column(all, String[]::new, one -> one.document),
            Sql.column(all, String[]::new, one -> one.keyId),
            Sql.column(all, Long[]::new, one -> one.revision)
        };
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    public CredentialView view(List<CredentialView.LostBasis> lostBases) {
        return new CredentialView(
                id,
                url,
                enrolmentId,
                microCredentialId,
                microCredentialVersion,
                awardNumber,
                state.shown(),
                reason,
                reasonCode,
                supersededBy,
                hidden,
                awardedAt,
                state == CredentialState.ERASED ? null : issuedAt,
                validFrom,
                validUntil,
                lostBases.isEmpty() ? null : lostBases,
                revision);
    }
}
