package org.testamur.assessment.result;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;
import org.testamur.assessment.reference.Enrolment;
import org.testamur.assessment.reference.LearnerStatus;
import org.testamur.assessment.reference.Login;
import org.testamur.assessment.reference.References;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Caller;

/** Takes hold of an enrolment on which the caller may speak. */
@ApplicationScoped
@Startup
class OpenEnrolment {

    private final References references;
    private final Caller caller;
    private final Counter ownEnrolments;

    OpenEnrolment(References references, Caller caller, MeterRegistry metrics) {
        this.references = references;
        this.caller = caller;
        this.ownEnrolments = Counter.builder("testamur.results.own.enrolment.refused")
                .description("Attempts to touch the result of an enrolment of one's own")
                .register(metrics);
    }

    /** An enrolment, locked, and its learner, who is not the caller, with the log-ins that are known of them. */
    record LockedEnrolment(Enrolment enrolment, UUID learnerId, Set<Login> logins) {}

    /** Refuses what is not there, whose learner is erased or not known yet, and the caller's own. */
    @Transactional(Transactional.TxType.MANDATORY)
    LockedEnrolment forCaller(UUID enrolmentId) {
        Enrolment enrolment = references
                .lockedEnrolment(enrolmentId)
                .orElseThrow(() -> Refusal.notFound(
                        "enrolment", "No enrolment of this institution has the id " + enrolmentId + "."));
        UUID learnerId = enrolment.learnerId().orElseThrow(OpenEnrolment::erased);
        return switch (references.learner(learnerId)) {
            case LearnerStatus.Erased() -> throw erased();
            case LearnerStatus.NotHereYet() ->
                // Whether it is the caller's own enrolment cannot be told.
                throw Refusal.of(
                        Refusal.Kind.UNAVAILABLE,
                        "learner-not-here-yet",
                        "The learner of this enrolment has not arrived here yet.");
            case LearnerStatus.Known known -> {
                if (ResultPolicy.isOwn(new Login(caller.issuer(), caller.subject()), known.logins())) {
                    ownEnrolments.increment();
                    throw Refusal.forbidden("own-enrolment", "Nobody records a result on an enrolment of their own.");
                }
                yield new LockedEnrolment(enrolment, learnerId, known.logins());
            }
        };
    }

    static Refusal erased() {
        return Refusal.of(Refusal.Kind.GONE, "learner-erased", "The learner was erased, and the result with them.");
    }
}
