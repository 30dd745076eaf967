package org.testamur.enrolment.learner;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;

/** Stores the learners. */
@ApplicationScoped
public class Learners implements PanacheRepositoryBase<Learner, UUID> {

    /** Held until the transaction ends, so that one learner's changes happen one after the other. */
    Optional<Learner> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    public Learner lockOrRefuse(UUID id) {
        return lock(id).orElseThrow(Learners::notRegistered);
    }

    /** Held, at the version that the caller names, if they name one. */
    public Learner matching(UUID id, @Nullable String ifMatch) {
        Learner learner = lockOrRefuse(id);
        if (ifMatch != null) {
            EntityVersion.requireMatch(ifMatch, learner.version());
        }
        return learner;
    }

    /** A log-in that is not a learner's, or no longer. */
    static Refusal notRegistered() {
        return Refusal.forbidden("not-registered", "This log-in is not registered as a learner.");
    }

    /** At its next version, as the database has it: something was written that belongs to the learner. */
    Learner renewed(UUID id) {
        Learner learner = findById(id, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
        flush();
        getEntityManager().refresh(learner);
        return learner;
    }

    /** Oldest first. */
    List<Learner> mergedInto(UUID learner) {
        return list("mergedInto = ?1 order by mergedAt, id", learner);
    }

    List<Learner> withIds(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : list("id in ?1", ids);
    }
}
