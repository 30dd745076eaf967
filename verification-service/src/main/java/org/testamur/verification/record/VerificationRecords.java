package org.testamur.verification.record;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where records lie. */
@ApplicationScoped
class VerificationRecords implements PanacheRepositoryBase<VerificationRecord, UUID> {

    Optional<VerificationRecord> findForChange(UUID credentialId) {
        return findByIdOptional(credentialId, LockModeType.PESSIMISTIC_WRITE);
    }

    List<VerificationRecord> ofLearner(UUID learner) {
        return find("learnerId = ?1 order by credentialId", learner)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
