package org.testamur.enrolment.learner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/** Registers and finds the institution's learners for a registrar. */
@ApplicationScoped
class StaffLearners {

    private final Learners learners;
    private final LinkLogin linkLogin;
    private final Outbox outbox;
    private final Clock clock;

    StaffLearners(Learners learners, LinkLogin linkLogin, Outbox outbox, Clock clock) {
        this.learners = learners;
        this.linkLogin = linkLogin;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A learner who is new; nothing personal, as answers to repeatable requests are kept. */
    public record Registered(UUID learnerId, long version) {}

    /** A learner without log-ins, who consents to nothing until they can say so themselves. */
    @Transactional
    Registered register(UUID institution, Login registrar, String name, @Nullable String email) {
        Learner learner = Learner.registeredBy(
                institution, registrar, Uuid7.next(), new Profile(name, email, false, null), clock.instant());
        learners.persistAndFlush(learner);
        outbox.append(LearnerFact.registered(learner));
        return new Registered(learner.id(), learner.version());
    }

    @Transactional
    StaffLearnerView read(UUID id, UUID institution) {
        return StaffLearnerView.of(learners.findByIdOptional(id).orElseThrow(StaffLearners::notFound), institution);
    }

    /** Publishes the learner again, of whose fact something was written beside the record. */
    void publishAnew(UUID id) {
        outbox.append(LearnerFact.changed(learners.renewed(id)));
    }

    /** A code with which the person links their first log-in. */
    @Transactional
    LinkLogin.Invitation invite(UUID id, UUID institution, Login registrar) {
        Learner learner = learners.lock(id)
                .filter(found -> found.isRegisteredBy(institution))
                .orElseThrow(StaffLearners::notFound);
        if (!learner.logins().isEmpty()) {
            throw Refusal.conflict("has-log-in", "The learner has a log-in, and links further ones with it.");
        }
        return linkLogin.inviteFor(learner, registrar);
    }

    static Refusal notFound() {
        return Refusal.notFound("learner", "No learner of this institution has this id.");
    }
}
