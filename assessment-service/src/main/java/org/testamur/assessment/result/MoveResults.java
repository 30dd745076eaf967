package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.assessment.reference.MovedEnrolments;
import org.testamur.platform.outbox.Outbox;

/**
 * Gives a result to the learner whose enrolment it is by now, and tells the same revision again with that learner, so that
 * the topic keeps no other.
 */
@ApplicationScoped
class MoveResults implements MovedEnrolments {

    private final Results results;
    private final Outbox outbox;

    MoveResults(Results results, Outbox outbox) {
        this.results = results;
        this.outbox = outbox;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void moved(UUID enrolment, UUID from, UUID into) {
        results.findByIdOptional(enrolment)
                .filter(result -> !result.isErased() && result.learnerId().equals(from))
                .ifPresent(result -> {
                    result.moveTo(into);
                    results.flush();
                    outbox.append(ResultFact.of(result));
                });
    }
}
