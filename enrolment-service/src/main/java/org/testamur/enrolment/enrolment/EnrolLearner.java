package org.testamur.enrolment.enrolment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.enrolment.reference.KnownMicroCredential;
import org.testamur.enrolment.reference.MicroCredentials;
import org.testamur.platform.Uuid7;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/** Enrols a learner in the newest published version of a micro-credential of any institution. */
@ApplicationScoped
class EnrolLearner {

    private final RegisteredLearners learners;
    private final MicroCredentials microCredentials;
    private final Enrolments enrolments;
    private final ReadEnrolments read;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry metrics;

    EnrolLearner(
            RegisteredLearners learners,
            MicroCredentials microCredentials,
            Enrolments enrolments,
            ReadEnrolments read,
            Outbox outbox,
            Clock clock,
            MeterRegistry metrics) {
        this.learners = learners;
        this.microCredentials = microCredentials;
        this.enrolments = enrolments;
        this.read = read;
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
            case EnrolmentPolicy.EnrolmentDecision.Enrols(UUID institution, int version) ->
                read.withoutPerson(enrolled(institution, learner, microCredential, version));
            case EnrolmentPolicy.EnrolmentDecision.AlreadyEnrolled() ->
                throw Refusal.conflict("already-enrolled", "You are enrolled in this micro-credential.");
            case EnrolmentPolicy.EnrolmentDecision.Unknown() -> throw unknown();
            case EnrolmentPolicy.EnrolmentDecision.Closed() -> throw closed();
            case EnrolmentPolicy.EnrolmentDecision.Retired() -> throw retired();
        };
    }

    /** In what the institution offers; who is enrolled already stays so. In the caller's transaction. */
    EnrolByStaff.Placed byStaff(UUID institution, UUID learner, UUID microCredential) {
        learners.hold(learner);
        Optional<KnownMicroCredential> offered = microCredentials
                .find(microCredential)
                .filter(known -> known.institutionId().equals(institution));
        Optional<Enrolment> active = enrolments.active(learner, microCredential);
        return switch (EnrolmentPolicy.decide(offered, active.isPresent())) {
            case EnrolmentPolicy.EnrolmentDecision.Enrols(UUID of, int version) ->
                new EnrolByStaff.Placed(read.withPerson(enrolled(of, learner, microCredential, version)), true);
            case EnrolmentPolicy.EnrolmentDecision.AlreadyEnrolled() ->
                new EnrolByStaff.Placed(read.withPerson(active.orElseThrow()), false);
            case EnrolmentPolicy.EnrolmentDecision.Unknown() -> throw unknown();
            case EnrolmentPolicy.EnrolmentDecision.Closed() -> throw closed();
            case EnrolmentPolicy.EnrolmentDecision.Retired() -> throw retired();
        };
    }

    private Enrolment enrolled(UUID institution, UUID learner, UUID microCredential, int version) {
        Enrolment enrolment =
                new Enrolment(Uuid7.next(), institution, learner, microCredential, version, clock.instant());
        enrolments.persistAndFlush(enrolment);
        outbox.append(EnrolmentFact.of(enrolment));
        Counter.builder("testamur.enrolments")
                .description("Enrolments that were made and withdrawn")
                .tag("fact", "enrolled")
                .register(metrics)
                .increment();
        return enrolment;
    }

    private static Refusal unknown() {
        return Refusal.notFound("micro-credential", "No published micro-credential has this id.");
    }

    private static Refusal closed() {
        return Refusal.conflict("closed", "This micro-credential is closed: nobody enrols in it any more.");
    }

    private static Refusal retired() {
        return Refusal.conflict("retired", "This micro-credential is retired: nobody enrols in it any more.");
    }
}
