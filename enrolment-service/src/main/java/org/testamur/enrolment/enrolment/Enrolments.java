package org.testamur.enrolment.enrolment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Refusal;

/** The enrolments that the present access may see. */
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

    Enrolment readOrRefuse(UUID id) {
        return findByIdOptional(id).orElseThrow(Enrolments::notFound);
    }

    /** Held until the transaction ends. */
    Enrolment heldOrRefuse(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).orElseThrow(Enrolments::notFound);
    }

    List<Enrolment> heldOf(UUID learner) {
        return find("learnerId = ?1 order by id", learner)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Newest first, and one more than the page holds. */
    List<Enrolment> page(EnrolmentFilter filter, PageRequest request) {
        StringBuilder where = new StringBuilder("1 = 1");
        Map<String, Object> parameters = new HashMap<>();
        filter.learnerId().ifPresent(learner -> {
            where.append(" and learnerId = :learner");
            parameters.put("learner", learner);
        });
        filter.microCredentialId().ifPresent(microCredential -> {
            where.append(" and microCredentialId = :microCredential");
            parameters.put("microCredential", microCredential);
        });
        filter.state().ifPresent(state -> {
            where.append(" and state = :state");
            parameters.put("state", state);
        });
        request.after().ifPresent(last -> {
            where.append(" and id < :last");
            parameters.put("last", last);
        });
        return find(where.append(" order by id desc").toString(), parameters)
                .range(0, request.limit())
                .list();
    }

    private static Refusal notFound() {
        return Refusal.notFound("enrolment", "No enrolment of yours has this id.");
    }
}
