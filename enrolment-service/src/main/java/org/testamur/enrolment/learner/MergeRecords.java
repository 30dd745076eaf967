package org.testamur.enrolment.learner;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/**
 * Merges a record that staff registered into the record of the learner who shows its code: enrolments and numbers move, and
 * other services hear of it by the facts of both. A record that somebody logs in to is merged into no other.
 */
@ApplicationScoped
@Startup
class MergeRecords {

    private final Learners learners;
    private final Invitations invitations;
    private final NameConfirmations confirmations;
    private final Instance<MovedRecords> records;
    private final Outbox outbox;
    private final Clock clock;
    private final Counter merged;

    MergeRecords(
            Learners learners,
            Invitations invitations,
            NameConfirmations confirmations,
            @Any Instance<MovedRecords> records,
            Outbox outbox,
            Clock clock,
            MeterRegistry metrics) {
        this.learners = learners;
        this.invitations = invitations;
        this.confirmations = confirmations;
        this.records = records;
        this.outbox = outbox;
        this.clock = clock;
        this.merged = Counter.builder("testamur.learners.merged")
                .description("Records registered by staff that became part of the learner's own")
                .register(metrics);
    }

    /** For a log-in of the learner, in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    LearnerView claim(UUID learner, Login login, InvitationCode code) {
        Instant now = clock.instant();
        UUID registered = invitations.learnerOf(code, login, now).orElseThrow(LinkLogin::noInvitation);
        if (registered.equals(learner)) {
            throw LinkLogin.taken();
        }
        // In one order, so that nobody waits in a circle.
        Stream.of(registered, learner).sorted().forEach(learners::lock);
        Learner into = learners.findByIdOptional(learner).orElseThrow(Learners::notRegistered);
        Learner from = learners.findByIdOptional(registered).orElseThrow(LinkLogin::noInvitation);
        if (!from.logins().isEmpty() || from.mergedInto() != null) {
            throw LinkLogin.taken();
        }
        into.logins().forEach(each -> requireStranger(from, each, code, now));
        if (!invitations.use(code, now)) {
            throw LinkLogin.noInvitation();
        }
        from.mergeInto(learner, now.truncatedTo(ChronoUnit.MICROS));
        learners.flush();
        records.forEach(each -> each.moved(registered, learner));
        learners.getEntityManager().refresh(from);
        outbox.append(LearnerFact.changed(from));
        Learner whole = learners.renewed(learner);
        outbox.append(LearnerFact.changed(whole));
        merged.increment();
        return LearnerView.of(whole, of(learner));
    }

    /** The records that are part of a learner's, oldest first; in the caller's transaction. */
    List<LearnerView.MergedRecord> of(UUID learner) {
        return learners.mergedInto(learner).stream()
                .map(LearnerView.MergedRecord::of)
                .toList();
    }

    /** Who registered somebody, confirmed their name or made their code does not become this learner by any log-in. */
    private void requireStranger(Learner from, Login login, InvitationCode code, Instant now) {
        if (from.isRegisteredBy(login)
                || confirmations.isBy(from.id(), login)
                || invitations.learnerOf(code, login, now).isEmpty()) {
            throw Refusal.forbidden(
                    "own-record",
                    "Who registered a learner, confirmed their name or made the code does not become this learner: the"
                            + " code is for the person.");
        }
    }
}
