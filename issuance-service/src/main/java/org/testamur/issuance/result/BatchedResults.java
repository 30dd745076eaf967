package org.testamur.issuance.result;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.testamur.issuance.award.FirstDecisions;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.credential.SignCredentials;
import org.testamur.issuance.credential.Signed;
import org.testamur.issuance.reference.Enrolment;
import org.testamur.issuance.reference.Learners;
import org.testamur.issuance.reference.MergedLearners;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.event.IncomingEvent;

/**
 * Decides on many results of one institution at once in the simple cases. In these, nothing was decided on the
 * enrolment before. The result is a fail, or a pass whose references are all present, without objections, and without a
 * decision on another enrolment of the learner. All other results go to {@link DecideAward}. Signing precedes the
 * transaction; {@link KeepDecided} checks its preconditions again within it.
 */
@ApplicationScoped
@Startup
class BatchedResults {

    private final Learners learners;
    private final MergedLearners merged;
    private final GatherReferences gather;
    private final FirstDecisions decisions;
    private final SignCredentials signing;
    private final KeepDecided keep;
    private final Timer signingTime;

    BatchedResults(
            Learners learners,
            MergedLearners merged,
            GatherReferences gather,
            FirstDecisions decisions,
            SignCredentials signing,
            KeepDecided keep,
            MeterRegistry metrics) {
        this.learners = learners;
        this.merged = merged;
        this.gather = gather;
        this.decisions = decisions;
        this.signing = signing;
        this.keep = keep;
        this.signingTime = Timer.builder("testamur.credentials.signing.batch")
                .description("Signing all credentials of a batch of results, on all processors")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    /** A pass that is to become a credential. */
    private record Ordered(IncomingEvent event, Result result, Enrolment enrolment, CredentialOrder order) {}

    BatchConsumer.Batch prepare(List<IncomingEvent> events) {
        Map<IncomingEvent, Result> results = read(events);
        Map<IncomingEvent, Decided> decided = new HashMap<>();
        List<Ordered> ordered = new ArrayList<>();
        if (!results.isEmpty()) {
            QuarkusTransaction.requiringNew().run(() -> decide(results, decided, ordered));
        }
        List<Signed> signed = Objects.requireNonNull(signingTime.record(
                () -> signing.sign(ordered.stream().map(Ordered::order).toList())));
        for (int i = 0; i < ordered.size(); i++) {
            if (signed.get(i) instanceof Signed.Ready ready) {
                Ordered done = ordered.get(i);
                decided.put(done.event(), new Decided(done.result(), done.enrolment(), Optional.of(ready)));
            }
        }
        int passesLeft = (int) results.entrySet().stream()
                .filter(entry -> entry.getValue().isPassed() && !decided.containsKey(entry.getKey()))
                .count();
        if (passesLeft > 0) {
            signing.ready(results.values().iterator().next().institutionId(), passesLeft);
        }
        return fresh -> keep.of(fresh, decided);
    }

    /**
     * Reads results in order of arrival. Tombstones say nothing of an award; what cannot be read is left over, and found
     * out again.
     */
    private static Map<IncomingEvent, Result> read(List<IncomingEvent> events) {
        Map<IncomingEvent, Result> results = new LinkedHashMap<>();
        for (IncomingEvent event : events) {
            if (!event.isTombstone() && event.tenant() != null) {
                try {
                    Result result = event.data(Result.class);
                    if (event.key().equals(result.enrolmentId())
                            && event.tenant().equals(result.institutionId())
                            && result.isOfKnownOutcome()
                            && result.revision() >= 1) {
                        results.put(event, result);
                    }
                } catch (RuntimeException e) {
                    // One by one, the platform says what is wrong with it.
                }
            }
        }
        return results;
    }

    private void decide(
            Map<IncomingEvent, Result> results, Map<IncomingEvent, Decided> decided, List<Ordered> ordered) {
        Map<UUID, UUID> whole =
                merged.whole(results.values().stream().map(Result::learnerId).collect(Collectors.toSet()));
        results.replaceAll((event, result) ->
                result.ofLearner(Objects.requireNonNullElse(whole.get(result.learnerId()), result.learnerId())));
        Collection<Result> all = results.values();
        Set<UUID> before =
                decisions.madeOf(all.stream().map(Result::enrolmentId).collect(Collectors.toSet()));
        Set<UUID> erased = learners.erased(all.stream().map(Result::learnerId).collect(Collectors.toSet()));
        References known = gather.of(all);
        results.forEach((event, result) -> {
            if (before.contains(result.enrolmentId()) || erased.contains(result.learnerId())) {
                return;
            }
            Optional<Pass> pass = result.isPassed() ? known.pass(result) : Optional.empty();
            if (result.isPassed() && pass.isEmpty()) {
                return;
            }
            Verdict verdict = pass.map(Pass::verdict).orElseGet(result::notPassed);
            IssuanceDecision decision = IssuancePolicy.decide(PriorAward.NOTHING_YET, result.revision(), verdict);
            if (decision instanceof IssuanceDecision.Issue(int number, var awardedOn)) {
                Pass of = pass.orElseThrow();
                ordered.add(new Ordered(event, result, of.enrolment(), of.order(number, awardedOn)));
            } else if (decision instanceof IssuanceDecision.Nothing) {
                decided.put(event, new Decided(result, known.enrolment(result, event.time()), Optional.empty()));
            }
        });
    }
}
