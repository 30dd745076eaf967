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

/** A learner, by nothing but the log-ins that tell whether somebody who assesses is that learner. */
@Entity
class Learner {

    @Id
    private UUID id;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "learner_login", joinColumns = @JoinColumn(name = "learner_id"))
    private Set<Login> logins = new HashSet<>();

    @SuppressWarnings("NullAway.Init")
    protected Learner() {}

    Learner(UUID id) {
        this.id = id;
    }

    Set<Login> logins() {
        return Set.copyOf(logins);
    }

    void logsInAs(Set<Login> current) {
        logins.retainAll(current);
        logins.addAll(current);
    }
}
