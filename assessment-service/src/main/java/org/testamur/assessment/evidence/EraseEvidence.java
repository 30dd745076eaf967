package org.testamur.assessment.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Deletes what a learner gave. */
@ApplicationScoped
public class EraseEvidence {

    private final Sql sql;

    EraseEvidence(Sql sql) {
        this.sql = sql;
    }

    /** In the caller's transaction, in which nothing more is given since the learner is noted as erased. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void of(UUID learner, List<UUID> enrolments) {
        sql.update(
                "delete from learner_evidence where learner_id = ? or enrolment_id = any(?)",
                learner,
                enrolments.toArray(UUID[]::new));
    }
}
