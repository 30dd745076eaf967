package org.testamur.assessment.reference;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A learner, by the log-ins that tell whether somebody who assesses is that learner, and the name that staff see. */
@Entity
class Learner {

    @Id
    private UUID id;

    @SuppressWarnings("UnusedVariable") // Queries read it.
    private @Nullable String name;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "learner_login", joinColumns = @JoinColumn(name = "learner_id"))
    private Set<Login> logins = new HashSet<>();

    @SuppressWarnings("NullAway.Init")
    protected Learner() {}

    Learner(UUID id) {
        this.id = id;
    }

    void isNamed(@Nullable String newName) {
        name = newName;
    }

    Set<Login> logins() {
        return Set.copyOf(logins);
    }

    void logsInAs(Set<Login> current) {
        logins.retainAll(current);
        logins.addAll(current);
    }
}
