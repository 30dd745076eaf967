package org.testamur.enrolment.learner;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.DisplayText;

/** Confirms a learner's name for a registrar, or withdraws the confirmation. */
@ApplicationScoped
class ConfirmName {

    private final Learners learners;
    private final NameConfirmations confirmations;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry metrics;

    ConfirmName(Learners learners, NameConfirmations confirmations, Outbox outbox, Clock clock, MeterRegistry metrics) {
        this.learners = learners;
        this.confirmations = confirmations;
        this.outbox = outbox;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @param checked the name as the registrar has seen it proved, which is refused when it is no longer the learner's */
    @Transactional
    StaffLearnerView confirm(UUID id, UUID institution, Login registrar, String checked) {
        Learner learner = somebodyElse(id, registrar);
        String name = learner.profile().name();
        if (!DisplayText.composed(checked).equals(DisplayText.composed(name))) {
            throw Refusal.conflict("name-changed", "The learner goes by another name than the one that was checked.");
        }
        if (!confirmations.isInForceOf(id, institution)) {
            NameConfirmation confirmation =
                    new NameConfirmation(NameConfirmation.Method.STAFF, institution.toString(), now());
            confirmations.add(id, name, confirmation, registrar);
            count(metrics, confirmation);
            settle(learner, confirmations.inForce(id));
        }
        return StaffLearnerView.of(learner, institution);
    }

    @Transactional
    StaffLearnerView revert(UUID id, UUID institution, Login registrar) {
        Learner learner = somebodyElse(id, registrar);
        if (confirmations.isInForceOf(id, institution)) {
            // The learner first: when nothing else lets the institution read them, it ends with the confirmation.
            settle(learner, confirmations.inForceBeside(id, institution));
            confirmations.revert(id, institution, now());
        }
        return StaffLearnerView.of(learner, institution);
    }

    static void count(MeterRegistry metrics, NameConfirmation confirmation) {
        Counter.builder("testamur.names.confirmed")
                .description("Names of learners that were confirmed, by who did it")
                .tag("method", confirmation.method() == NameConfirmation.Method.STAFF ? "staff" : "identity-provider")
                .register(metrics)
                .increment();
    }

    private Learner somebodyElse(UUID id, Login registrar) {
        Learner learner = learners.lock(id).orElseThrow(StaffLearners::notFound);
        if (learner.logins().contains(registrar)) {
            throw Refusal.forbidden("own-name", "Nobody decides on a name of their own.");
        }
        return learner;
    }

    private void settle(Learner learner, Optional<NameConfirmation> inForce) {
        if (learner.takeConfirmation(inForce.orElse(null))) {
            learners.flush();
            outbox.append(LearnerFact.changed(learner));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
