package org.testamur.enrolment.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;

/** Tells the enrolments again. */
@ApplicationScoped
class EnrolmentFacts implements FactSource {

    private static final UUID FIRST = new UUID(0, 0);

    private final Enrolments enrolments;

    EnrolmentFacts(Enrolments enrolments) {
        this.enrolments = enrolments;
    }

    @Override
    public String topic() {
        return EnrolmentFact.TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        return enrolments
                .getEntityManager()
                .createQuery("select x.id from Enrolment x where x.id > :after order by x.id", UUID.class)
                .setParameter("after", key.orElse(FIRST))
                .setMaxResults(limit)
                .getResultList();
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        return enrolments.findByIdOptional(key, LockModeType.PESSIMISTIC_READ).map(EnrolmentFact::of);
    }
}
