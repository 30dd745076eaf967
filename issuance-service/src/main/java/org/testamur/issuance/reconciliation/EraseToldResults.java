package org.testamur.issuance.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.testamur.issuance.store.Sql;

/** Forgets what was told of a learner's results. */
@ApplicationScoped
public class EraseToldResults {

    private final Sql sql;

    EraseToldResults(Sql sql) {
        this.sql = sql;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void of(List<UUID> enrolments) {
        enrolments.forEach(enrolment -> sql.update("delete from result_told where enrolment_id = ?", enrolment));
    }
}
