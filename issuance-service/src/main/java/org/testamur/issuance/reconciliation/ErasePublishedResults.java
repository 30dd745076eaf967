package org.testamur.issuance.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Deletes the published results of a learner. */
@ApplicationScoped
public class ErasePublishedResults {

    /**
     * Taken exclusively by an erasure and shared by the consumer that records results, so that neither misses the
     * other's changes.
     */
    static final String LOCK = "hashtextextended('results that were told', 0)";

    private final Sql sql;

    ErasePublishedResults(Sql sql) {
        this.sql = sql;
    }

    /** In a transaction that has noted before that the learner is erased. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void of(List<UUID> enrolments) {
        sql.first("select pg_advisory_xact_lock(" + LOCK + ")", row -> true);
        enrolments.forEach(enrolment -> sql.update("delete from result_told where enrolment_id = ?", enrolment));
    }
}
