package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;

/** Tells results again; erased ones as the tombstones they are. */
@ApplicationScoped
class ResultFacts implements FactSource {

    private final Results results;

    ResultFacts(Results results) {
        this.results = results;
    }

    @Override
    public String topic() {
        return ResultFact.TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        String after = key.isPresent() ? " where enrolmentId > :after" : "";
        var query = results.getEntityManager()
                .createQuery("select enrolmentId from Result" + after + " order by enrolmentId", UUID.class)
                .setMaxResults(limit);
        key.ifPresent(id -> query.setParameter("after", id));
        return query.getResultList();
    }

    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        return results.findByIdOptional(key, LockModeType.PESSIMISTIC_READ).map(ResultFact::of);
    }
}
