package org.testamur.enrolment.learner;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.problem.Refusal;

/** The learners. */
@ApplicationScoped
class Learners implements PanacheRepositoryBase<Learner, UUID> {

    /** Held until the transaction ends, so that one learner's changes happen one after the other. */
    Optional<Learner> held(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    Learner heldOrRefuse(UUID id) {
        return held(id).orElseThrow(Learners::notRegistered);
    }

    /** A log-in that is not a learner's, or no longer. */
    static Refusal notRegistered() {
        return Refusal.forbidden("not-registered", "This log-in is not registered as a learner.");
    }

    List<Learner> withIds(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : list("id in ?1", ids);
    }
}
