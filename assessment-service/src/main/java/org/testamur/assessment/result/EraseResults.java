package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Takes a learner out of results and tells a tombstone for each. */
@ApplicationScoped
public class EraseResults {

    private final Results results;

    EraseResults(Results results) {
        this.results = results;
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
