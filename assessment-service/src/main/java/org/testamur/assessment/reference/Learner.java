package org.testamur.assessment.reference;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
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

    @SuppressWarnings("UnusedVariable") // Queries read it.
    private @Nullable String email;

    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "learner_number", joinColumns = @JoinColumn(name = "learner_id"))
    @MapKeyColumn(name = "institution_id")
    @Column(name = "number")
    private Map<String, String> numbers = new HashMap<>();

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

    /**
     * Takes what institutions name the learner by.
     *
     * @param numbered the number of each institution, by its id
     */
    void isKnownBy(@Nullable String address, Map<String, String> numbered) {
        email = address == null ? null : address.toLowerCase(Locale.ROOT);
        numbers.keySet().retainAll(numbered.keySet());
        numbers.putAll(numbered);
    }

    Set<Login> logins() {
        return Set.copyOf(logins);
    }

    void logsInAs(Set<Login> current) {
        logins.retainAll(current);
        logins.addAll(current);
    }
}
