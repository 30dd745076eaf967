package org.testamur.enrolment.learner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.reference.Organisations;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/** Stores the employers to whom a learner consents; each consent is given and withdrawn separately. */
@ApplicationScoped
class KeepEmployerConsents {

    /** More than a person deals with, and small in a fact. */
    private static final int MOST = 200;

    private final Learners learners;
    private final Organisations organisations;
    private final Outbox outbox;

    KeepEmployerConsents(Learners learners, Organisations organisations, Outbox outbox) {
        this.learners = learners;
        this.organisations = organisations;
        this.outbox = outbox;
    }

    @Transactional
    LearnerView consent(UUID id, UUID employer, @Nullable String ifMatch) {
        Learner learner = learners.matching(id, ifMatch);
        if (!learner.employers().contains(employer)) {
            if (!organisations.isEmployer(employer)) {
                throw Refusal.notFound("employer", "No employer has this id.");
            }
            if (learner.employers().size() >= MOST) {
                throw Refusal.conflict(
                        "too-many-employers",
                        "There is consent to " + MOST + " employers already; one has to be withdrawn first.");
            }
            learner.consentTo(employer);
            publish(learner);
        }
        return LearnerView.of(learner);
    }

    @Transactional
    LearnerView withdraw(UUID id, UUID employer, @Nullable String ifMatch) {
        Learner learner = learners.matching(id, ifMatch);
        if (learner.withdrawFrom(employer)) {
            publish(learner);
        }
        return LearnerView.of(learner);
    }

    private void publish(Learner learner) {
        learners.flush();
        outbox.append(LearnerFact.changed(learner));
    }
}
