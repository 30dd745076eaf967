package org.testamur.enrolment.erasure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.enrolment.enrolment.WithdrawEnrolment;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.platform.audit.AuditLog;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.idempotency.IdempotencyReplies;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/** Forgets a learner here, and tells every service to forget them, in one transaction. */
@ApplicationScoped
@Startup
class EraseLearner {

    private final RegisteredLearners learners;
    private final WithdrawEnrolment withdraw;
    private final Erasures erasures;
    private final IdempotencyReplies replies;
    private final AuditLog audit;
    private final Parking parking;
    private final Outbox outbox;
    private final Clock clock;
    private final Counter erased;

    EraseLearner(
            RegisteredLearners learners,
            WithdrawEnrolment withdraw,
            Erasures erasures,
            IdempotencyReplies replies,
            AuditLog audit,
            Parking parking,
            Outbox outbox,
            Clock clock,
            MeterRegistry metrics) {
        this.learners = learners;
        this.withdraw = withdraw;
        this.erasures = erasures;
        this.replies = replies;
        this.audit = audit;
        this.parking = parking;
        this.outbox = outbox;
        this.clock = clock;
        this.erased = Counter.builder("testamur.learners.erased")
                .description("Learners who were forgotten")
                .register(metrics);
    }

    /** Somebody's own wish. */
    @Transactional
    void oneself(UUID learner) {
        if (!erase(learner)) {
            throw Refusal.forbidden("not-registered", "This log-in is not registered as a learner.");
        }
    }

    /** An operator's act; again changes nothing. */
    @Transactional
    void anybody(UUID learner) {
        if (!erase(learners.wholeOf(learner)) && !erasures.has(learner)) {
            throw Refusal.notFound("learner", "No learner has or had this id.");
        }
    }

    private boolean erase(UUID learner) {
        // The learner is held first: a request of theirs that is under way ends before, and one that comes finds
        // nobody.
        learners.lockMerged(learner).forEach(merged -> {
            Instant erasedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
            erasures.add(merged, List.of(), erasedAt);
            outbox.append(ErasureFact.of(merged, List.of(), erasedAt));
            parking.erase("learnerId", merged);
            learners.remove(merged).ifPresent(removed -> outbox.append(removed.tombstone()));
        });
        Optional<RegisteredLearners.Removed> removal = learners.remove(learner);
        removal.ifPresent(removed -> {
            List<UUID> enrolments = withdraw.allOf(learner);
            removed.logins().forEach(login -> replies.erase(login.issuer(), login.subject()));
            parking.erase("learnerId", learner);
            Instant erasedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
            erasures.add(learner, enrolments, erasedAt);
            outbox.append(ErasureFact.of(learner, enrolments, erasedAt));
            outbox.append(removed.tombstone());
            // Last: what others have to note waits from here to the end of the transaction.
            removed.logins().forEach(login -> audit.forget(login.issuer(), login.subject()));
            erased.increment();
        });
        return removal.isPresent();
    }
}
