package org.testamur.issuance.award;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.issuance.reference.MovedLearner;
import org.testamur.platform.sql.Sql;

/** Gives awards to the learner whose record has taken in their learner's. */
@ApplicationScoped
class MoveAwards implements MovedLearner {

    private final Sql sql;

    MoveAwards(Sql sql) {
        this.sql = sql;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void moved(UUID from, UUID into) {
        sql.update("update award set learner_id = ?, lock = lock + 1 where learner_id = ?", into, from);
    }
}
