package org.testamur.issuance.credential;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.paging.ListRequest;

/** Stores the credentials that were issued. */
@ApplicationScoped
class Credentials implements PanacheRepositoryBase<Credential, UUID> {

    /** Of an enrolment, by award number, in the request's order and one more than the page holds. */
    List<Credential> ofEnrolment(UUID enrolment, boolean withHidden, ListRequest request) {
        String order = " order by awardNumber " + request.direction();
        String where = "enrolmentId = ?1 and (?2 = true or hidden = false)";
        return request.after()
                .map(last -> find(
                        where + " and awardNumber " + request.beyond() + " ?3" + order, enrolment, withHidden, (int)
                                last.getLeastSignificantBits()))
                .orElseGet(() -> find(where + order, enrolment, withHidden))
                .range(0, request.limit())
                .list();
    }

    long countOfEnrolment(UUID enrolment, boolean withHidden) {
        return count("enrolmentId = ?1 and (?2 = true or hidden = false)", enrolment, withHidden);
    }

    /** Holds it until the transaction ends. */
    Optional<Credential> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
