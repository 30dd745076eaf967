package org.testamur.issuance.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.testamur.issuance.award.FirstDecisions;
import org.testamur.issuance.credential.DecisionsElsewhere;
import org.testamur.issuance.credential.KeepCredentials;
import org.testamur.issuance.credential.Signed;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.Learners;
import org.testamur.issuance.reference.MergedLearners;
import org.testamur.platform.event.IncomingEvent;

/** Keeps what a batch decided, each kind of row by one statement, after checking again what it rests on. */
@ApplicationScoped
class KeepDecided {

    private final Learners learners;
    private final MergedLearners merged;
    private final FirstDecisions decisions;
    private final KeepCredentials credentials;
    private final DecisionsElsewhere elsewhere;
    private final IssueDelay delay;

    KeepDecided(
            Learners learners,
            MergedLearners merged,
            FirstDecisions decisions,
            KeepCredentials credentials,
            DecisionsElsewhere elsewhere,
            IssueDelay delay) {
        this.learners = learners;
        this.merged = merged;
        this.decisions = decisions;
        this.credentials = credentials;
        this.elsewhere = elsewhere;
        this.delay = delay;
    }

    /** @return the fresh events for which nothing was stored, to be decided on one by one */
    @Transactional(Transactional.TxType.MANDATORY)
    List<IncomingEvent> of(List<IncomingEvent> fresh, Map<IncomingEvent, Decided> decided) {
        credentials.signed(
                decided.values().stream().flatMap(one -> one.signed().stream()).toList());
        List<IncomingEvent> left = new ArrayList<>();
        Map<UUID, IncomingEvent> events = new HashMap<>();
        List<Decided> kept = new ArrayList<>();
        List<UUID> concerned = decided.values().stream()
                .map(one -> one.result().learnerId())
                .distinct()
                .toList();
        // From here on no learner of these is erased until the transaction ends, and a change of name that comes later
        // finds what is kept here.
        Set<UUID> erased = learners.erasedFromNowOn(concerned);
        Set<UUID> mergedMeanwhile = merged.whole(concerned).keySet();
        Map<UUID, Learner> known = learners.find(concerned);
        Set<DecisionsElsewhere.Learning> ended = endedElsewhere(decided.values());
        for (IncomingEvent event : fresh) {
            Decided one = decided.get(event);
            if (one != null
                    && !erased.contains(one.result().learnerId())
                    && !mergedMeanwhile.contains(one.result().learnerId())
                    && one.isOf(known.get(one.result().learnerId()))
                    && !(one.result().isPassed() && ended.contains(one.result().learning()))) {
                events.put(one.enrolment().enrolmentId(), event);
                kept.add(one);
            } else if (!event.isTombstone()) {
                left.add(event);
            }
        }
        Set<UUID> first = decisions.keep(kept.stream().map(Decided::decision).toList());
        List<Signed.Ready> ready = new ArrayList<>();
        List<Instant> told = new ArrayList<>();
        for (Decided one : kept) {
            IncomingEvent event =
                    Objects.requireNonNull(events.get(one.enrolment().enrolmentId()));
            if (first.contains(one.enrolment().enrolmentId())) {
                one.signed().ifPresent(signed -> {
                    ready.add(signed);
                    told.add(event.time());
                });
            } else {
                left.add(event);
            }
        }
        credentials.keep(ready);
        delay.issued(told);
        return left;
    }

    /** A decision of staff may stand on these: whether one does is found out one by one. */
    private Set<DecisionsElsewhere.Learning> endedElsewhere(Collection<Decided> decided) {
        List<Result> passes =
                decided.stream().map(Decided::result).filter(Result::isPassed).toList();
        return passes.isEmpty()
                ? Set.of()
                : elsewhere.possible(
                        passes.getFirst().institutionId(),
                        passes.stream().map(Result::learnerId).distinct().toList());
    }
}
