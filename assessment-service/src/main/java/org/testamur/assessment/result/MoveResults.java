package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.assessment.reference.MovedEnrolments;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.sql.Sql;

/**
 * Gives a result to the learner whose enrolment it is by now, and tells the same revision again with that learner, so that
 * the topic keeps no other.
 */
@ApplicationScoped
class MoveResults implements MovedEnrolments {

    private final Sql sql;
    private final Results results;
    private final Outbox outbox;

    MoveResults(Sql sql, Results results, Outbox outbox) {
        this.sql = sql;
        this.results = results;
        this.outbox = outbox;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void moved(UUID enrolment, UUID from, UUID into) {
        // Not by the entity: its version is the revision, and this is none.
        int changed = sql.update(
                "update result set learner_id = ? where enrolment_id = ? and learner_id = ?", into, enrolment, from);
        if (changed > 0) {
            Result result = results.findById(enrolment);
            results.getEntityManager().refresh(result);
            outbox.append(ResultFact.of(result));
        }
    }
}
