package org.testamur.catalog.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores that an institution has invited somebody; its code works once. */
@Entity
class Invitation {

    enum InvitationState {
        OPEN,
        ACCEPTED,
        WITHDRAWN
    }

    @Id
    private UUID id;

    @Column(name = "institution_id", updatable = false)
    private String institutionId;

    @Column(name = "code_hash", updatable = false)
    private String codeHash;

    private @Nullable String email;
    private List<String> roles;

    @Column(name = "micro_credentials")
    private @Nullable List<UUID> microCredentials;

    @Column(name = "ends_on")
    private @Nullable LocalDate endsOn;

    @Enumerated(EnumType.STRING)
    private InvitationState state;

    @Column(name = "invited_by", updatable = false)
    private String invitedBy;

    @Column(name = "invited_at", updatable = false)
    private Instant invitedAt;

    @Column(name = "expires_at", updatable = false)
    private Instant expiresAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    Invitation() {}

    /** When an invitation was made, by whom, and until when it can be accepted. */
    record Term(String by, Instant from, Instant until) {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the version.
    Invitation(UUID id, UUID institution, StaffCode code, Entrusted entrusted, @Nullable String email, Term term) {
        this.id = id;
        institutionId = institution.toString();
        codeHash = code.hash();
        this.email = email;
        roles = entrusted.roleNames();
        microCredentials = entrusted.microCredentials();
        endsOn = entrusted.endsOn();
        state = InvitationState.OPEN;
        invitedBy = term.by();
        invitedAt = term.from();
        expiresAt = term.until();
    }

    /** Ends it; the address is not needed any more. */
    void end(InvitationState how) {
        state = how;
        email = null;
    }

    Entrusted entrusted() {
        return new Entrusted(Membership.roleSet(roles), microCredentials, endsOn);
    }

    UUID id() {
        return id;
    }

    UUID institution() {
        return UUID.fromString(institutionId);
    }

    Optional<String> email() {
        return Optional.ofNullable(email);
    }

    boolean isOpen() {
        return state == InvitationState.OPEN;
    }

    String invitedBy() {
        return invitedBy;
    }

    Instant invitedAt() {
        return invitedAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }
}
