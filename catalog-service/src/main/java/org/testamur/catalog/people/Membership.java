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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.tenancy.StaffRole;

/** Stores that a person works for an institution, and as what. */
@Entity
class Membership {

    enum MembershipState {
        ACTIVE,
        REMOVED
    }

    @Id
    private UUID id;

    @Column(name = "institution_id", updatable = false)
    private String institutionId;

    @Column(updatable = false)
    private String login;

    private @Nullable String name;
    private @Nullable String email;
    private List<String> roles;

    @Column(name = "micro_credentials")
    private @Nullable List<UUID> microCredentials;

    @Column(name = "ends_on")
    private @Nullable LocalDate endsOn;

    @Enumerated(EnumType.STRING)
    private MembershipState state;

    private Instant since;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    Membership() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the version.
    Membership(UUID id, UUID institution, StaffLogin who, Entrusted entrusted, Instant now) {
        this.id = id;
        institutionId = institution.toString();
        login = who.hash();
        name = who.name();
        email = who.email();
        state = MembershipState.ACTIVE;
        since = now;
        roles = entrusted.roleNames();
        microCredentials = entrusted.microCredentials();
        endsOn = entrusted.endsOn();
    }

    void entrust(Entrusted entrusted) {
        if (!entrusted.equals(entrusted())) {
            roles = entrusted.roleNames();
            microCredentials = entrusted.microCredentials();
            endsOn = entrusted.endsOn();
        }
    }

    /** Ends it, and forgets who it was but for the hash of the log-in. */
    void remove() {
        state = MembershipState.REMOVED;
        name = null;
        email = null;
    }

    Entrusted entrusted() {
        return new Entrusted(roleSet(roles), microCredentials, endsOn);
    }

    static Set<StaffRole> roleSet(List<String> names) {
        return names.stream().map(StaffRole::of).collect(Collectors.toSet());
    }

    UUID id() {
        return id;
    }

    UUID institution() {
        return UUID.fromString(institutionId);
    }

    String login() {
        return login;
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    Optional<String> email() {
        return Optional.ofNullable(email);
    }

    boolean isActive() {
        return state == MembershipState.ACTIVE;
    }

    Instant since() {
        return since;
    }

    long version() {
        return version;
    }
}
