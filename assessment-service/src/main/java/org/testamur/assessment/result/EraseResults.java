package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Takes a learner out of results and tells a tombstone for each. */
@ApplicationScoped
public class EraseResults {

    private final Results results;
    private final Sql sql;

    EraseResults(Results results, Sql sql) {
        this.results = results;
        this.sql = sql;
    }

    /** Puts another text in the place of a log-in that recorded, corrected or withdrew results. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void recordedBy(String login, String instead) {
        // In the order in which recording holds results.
        sql.update("""
                with recorded as (select enrolment_id from result where enrolment_id in
                        (select enrolment_id from result_revision where recorded_by = ?)
                    order by enrolment_id for no key update)
                update result set recorded_by = ? where recorded_by = ?
                    and enrolment_id in (select enrolment_id from recorded)""", login, instead, login);
        sql.update("update result_revision set recorded_by = ? where recorded_by = ?", instead, login);
    }

    /** @return how many results were erased */
    @Transactional(Transactional.TxType.MANDATORY)
    public int of(UUID learnerId, List<UUID> enrolmentIds, Instant now) {
        List<Result> found = results.toErase(learnerId, enrolmentIds);
        for (Result result : found) {
            result.erase(now);
            results.revisions(result.enrolmentId()).forEach(ResultRevision::erase);
            results.erased(result);
        }
        return found.size();
    }
}
