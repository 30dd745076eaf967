package org.testamur.enrolment.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.testamur.enrolment.learner.MovedRecords;
import org.testamur.platform.outbox.Outbox;

/** Gives a merged learner's enrolments, in any state, to the learner into whom they are merged. */
@ApplicationScoped
class MoveEnrolments implements MovedRecords {

    private final Enrolments enrolments;
    private final Outbox outbox;

    MoveEnrolments(Enrolments enrolments, Outbox outbox) {
        this.enrolments = enrolments;
        this.outbox = outbox;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void moved(UUID from, UUID into) {
        List<Enrolment> all = enrolments.lockAllOf(from);
        all.forEach(enrolment -> enrolment.moveTo(into));
        enrolments.flush();
        all.forEach(enrolment -> outbox.append(EnrolmentFact.of(enrolment)));
    }
}
