package org.testamur.enrolment.learner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;

/** Tells the learners again; who was erased has left no state to tell, and {@code enrolment.erasures} tells that. */
@ApplicationScoped
class LearnerFacts implements FactSource {

    private static final UUID FIRST = new UUID(0, 0);

    private final Learners learners;

    LearnerFacts(Learners learners) {
        this.learners = learners;
    }

    @Override
    public String topic() {
        return LearnerFact.TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        return learners.getEntityManager()
                .createQuery("select x.id from Learner x where x.id > :after order by x.id", UUID.class)
                .setParameter("after", key.orElse(FIRST))
                .setMaxResults(limit)
                .getResultList();
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        return learners.findByIdOptional(key, LockModeType.PESSIMISTIC_READ).map(LearnerFact::of);
    }
}
