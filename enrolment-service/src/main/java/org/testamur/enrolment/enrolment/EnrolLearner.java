package org.testamur.enrolment.enrolment;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.enrolment.reference.MicroCredentials;
import org.testamur.platform.Uuid7;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/** Enrols a learner in the newest published version of a micro-credential, of whichever institution. */
@ApplicationScoped
class EnrolLearner {

    private final RegisteredLearners learners;
    private final MicroCredentials microCredentials;
    private final Enrolments enrolments;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry metrics;

    EnrolLearner(
            RegisteredLearners learners,
            MicroCredentials microCredentials,
            Enrolments enrolments,
            Outbox outbox,
            Clock clock,
            MeterRegistry metrics) {
        this.learners = learners;
        this.microCredentials = microCredentials;
        this.enrolments = enrolments;
        this.outbox = outbox;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Transactional
    EnrolmentView enrol(UUID learner, UUID microCredential) {
        // One learner's enrolments and erasure happen one after the other, so what is read next holds.
        learners.hold(learner);
        var decision = EnrolmentPolicy.decide(
                microCredentials.find(microCredential), enrolments.hasActive(learner, microCredential));
        return switch (decision) {
            case EnrolmentPolicy.Decision.Enrols(UUID institution, int version) -> {
                Enrolment enrolment =
                        new Enrolment(Uuid7.next(), institution, learner, microCredential, version, clock.instant());
                enrolments.persistAndFlush(enrolment);
                outbox.append(EnrolmentFact.told(enrolment));
                metrics.counter("testamur.enrolments", "fact", "enrolled").increment();
                yield EnrolmentView.of(enrolment);
            }
            case EnrolmentPolicy.Decision.Unknown() ->
                throw Refusal.notFound("micro-credential", "No published micro-credential has this id.");
            case EnrolmentPolicy.Decision.Closed() ->
                throw Refusal.conflict("closed", "This micro-credential is closed: nobody enrols in it any more.");
            case EnrolmentPolicy.Decision.Retired() ->
                throw Refusal.conflict("retired", "This micro-credential is retired: nobody enrols in it any more.");
            case EnrolmentPolicy.Decision.AlreadyEnrolled() ->
                throw Refusal.conflict("already-enrolled", "You are enrolled in this micro-credential.");
        };
    }
}
