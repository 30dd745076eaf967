package org.testamur.enrolment.enrolment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.problem.Refusal;

/** Stores the enrolments; row-level security limits them to the caller's. */
@ApplicationScoped
class Enrolments implements PanacheRepositoryBase<Enrolment, UUID> {

    boolean hasActive(UUID learner, UUID microCredential) {
        return count(
                        "learnerId = ?1 and microCredentialId = ?2 and state = ?3",
                        learner,
                        microCredential,
                        EnrolmentState.ACTIVE)
                > 0;
    }

    Optional<Enrolment> active(UUID learner, UUID microCredential) {
        return find(
                        "learnerId = ?1 and microCredentialId = ?2 and state = ?3",
                        learner,
                        microCredential,
                        EnrolmentState.ACTIVE)
                .firstResultOptional();
    }

    Enrolment readOrRefuse(UUID id) {
        return findByIdOptional(id).orElseThrow(Enrolments::notFound);
    }

    /** Held until the transaction ends. */
    Enrolment lockOrRefuse(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).orElseThrow(Enrolments::notFound);
    }

    List<Enrolment> lockAllOf(UUID learner) {
        return find("learnerId = ?1 order by id", learner)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** In the request's order, and one more than the page holds. */
    List<Enrolment> page(EnrolmentFilter filter, ListRequest request) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = new StringBuilder(where(filter, parameters));
        request.after().ifPresent(last -> {
            where.append(" and id ").append(request.beyond()).append(" :last");
            parameters.put("last", last);
        });
        return find(where + " order by id " + request.direction(), parameters)
                .range(0, request.limit())
                .list();
    }

    /** How many there are, as far as it matters. */
    long count(EnrolmentFilter filter, int most) {
        Map<String, Object> parameters = new HashMap<>();
        var query = getEntityManager()
                .createQuery(
                        "select count(*) from (select id as id from Enrolment where " + where(filter, parameters)
                                + " order by id fetch first " + most + " rows only) counted",
                        Long.class);
        parameters.forEach(query::setParameter);
        return query.getSingleResult();
    }

    private static String where(EnrolmentFilter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder("1 = 1");
        filter.learnerId().ifPresent(learner -> {
            where.append(" and learnerId = :learner");
            parameters.put("learner", learner);
        });
        filter.microCredentialId().ifPresent(microCredential -> {
            where.append(" and microCredentialId = :microCredential");
            parameters.put("microCredential", microCredential);
        });
        filter.among().ifPresent(learners -> {
            where.append(" and learnerId in :among");
            parameters.put("among", learners);
        });
        filter.state().ifPresent(state -> {
            where.append(" and state = :state");
            parameters.put("state", state);
        });
        return where.toString();
    }

    private static Refusal notFound() {
        return Refusal.notFound("enrolment", "No enrolment of yours has this id.");
    }
}
