package org.testamur.enrolment.learner;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person who learns, known by our own id whatever accounts they log in with. */
@Entity
@Table(name = "learner")
class Learner {

    @Id
    private UUID id;

    private String name;
    private String email;
    private @Nullable String did;

    @Embedded
    private Consents consents;

    // Lazy, so that locking a learner is one statement on one table.
    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "login", joinColumns = @JoinColumn(name = "learner_id"))
    private Set<Login> logins = new HashSet<>();

    @Column(name = "registered_at", updatable = false)
    private Instant registeredAt;

    @Version
    private long version = 1;

    @SuppressWarnings("NullAway.Init") // Hibernate fills what it makes.
    protected Learner() {}

    Learner(UUID id, Profile profile, Login login, Instant registeredAt) {
        this.id = id;
        this.name = profile.name();
        this.email = profile.email();
        this.did = profile.did();
        this.consents = Consents.NONE;
        this.registeredAt = registeredAt;
        this.logins.add(login);
    }

    void take(Profile profile) {
        name = profile.name();
        email = profile.email();
        did = profile.did();
    }

    void consentTo(Consents chosen) {
        consents = chosen;
    }

    void link(Login login) {
        logins.add(login);
    }

    UUID id() {
        return id;
    }

    Profile profile() {
        return new Profile(name, email, did);
    }

    Consents consents() {
        return consents;
    }

    /** In a fixed order, so that the same state always reads the same. */
    List<Login> logins() {
        return logins.stream()
                .sorted(Comparator.comparing(Login::issuer).thenComparing(Login::subject))
                .toList();
    }

    Instant registeredAt() {
        return registeredAt;
    }

    long version() {
        return version;
    }
}
