package org.testamur.issuance.result;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.award.FirstDecision;
import org.testamur.issuance.award.FirstDecisions;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.credential.DecisionsElsewhere;
import org.testamur.issuance.credential.KeepCredentials;
import org.testamur.issuance.credential.SignCredentials;
import org.testamur.issuance.credential.Signed;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.reference.Achievements;
import org.testamur.issuance.reference.Enrolment;
import org.testamur.issuance.reference.Enrolments;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.Learners;
import org.testamur.issuance.reference.MicroCredentialVersion;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.event.IncomingEvent;

/**
 * Decides on many results of one institution at once where that is simple: nothing was decided on the enrolment before,
 * and it is a fail, or a pass of which all is here and to which nothing objects, nor a decision on another enrolment of
 * the learner. Anything else is left over to {@link DecideAward}. Signing comes before the transaction; what it rests on is checked within it again.
 */
@ApplicationScoped
class BatchedResults {

    private final Learners learners;
    private final Enrolments enrolments;
    private final Achievements achievements;
    private final Issuers issuers;
    private final FirstDecisions decisions;
    private final SignCredentials signing;
    private final KeepCredentials credentials;
    private final DecisionsElsewhere elsewhere;
    private final Timer signingTime;

    BatchedResults(
            Learners learners,
            Enrolments enrolments,
            Achievements achievements,
            Issuers issuers,
            FirstDecisions decisions,
            SignCredentials signing,
            KeepCredentials credentials,
            DecisionsElsewhere elsewhere,
            MeterRegistry metrics) {
        this.learners = learners;
        this.enrolments = enrolments;
        this.achievements = achievements;
        this.issuers = issuers;
        this.decisions = decisions;
        this.signing = signing;
        this.credentials = credentials;
        this.elsewhere = elsewhere;
        this.signingTime = Timer.builder("testamur.credentials.signing.batch")
                .description("Signing all credentials of a batch of results, on all processors")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    /** A result that can be decided on in a batch. */
    private record Decided(Result result, Enrolment enrolment, Optional<Signed.Ready> signed) {

        FirstDecision decision() {
            return new FirstDecision(
                    enrolment, result.revision(), signed.map(Signed.Ready::credential), result.batch());
        }

        /** Whether the learner is still as was signed: of the same name, with the same consents. */
        boolean isOf(@Nullable Learner now) {
            return signed.isEmpty() || signed.get().order().learner().equals(now);
        }
    }

    /** A pass that is to become a credential. */
    private record Ordered(IncomingEvent event, Result result, Enrolment enrolment, CredentialOrder order) {}

    BatchConsumer.Batch prepare(List<IncomingEvent> events) {
        Map<IncomingEvent, Result> results = read(events);
        Map<IncomingEvent, Decided> decided = new HashMap<>();
        List<Ordered> ordered = new ArrayList<>();
        QuarkusTransaction.requiringNew().run(() -> {
            Known known = known(List.copyOf(results.values()));
            for (IncomingEvent event : events) {
                Result result = results.get(event);
                if (result == null || known.isLeftOver(result)) {
                    continue;
                }
                if (result.isPassed()) {
                    known.order(result)
                            .ifPresent(order -> ordered.add(new Ordered(
                                    event,
                                    result,
                                    Objects.requireNonNull(known.enrolments().get(result.enrolmentId())),
                                    order)));
                } else if (isNothing(result)) {
                    Enrolment enrolment = known.enrolments().get(result.enrolmentId());
                    decided.put(
                            event,
                            new Decided(
                                    result,
                                    enrolment == null ? result.asEnrolment(event.time()) : enrolment,
                                    Optional.empty()));
                }
            }
        });
        List<Signed> signed = Objects.requireNonNull(signingTime.record(
                () -> signing.sign(ordered.stream().map(Ordered::order).toList())));
        for (int i = 0; i < ordered.size(); i++) {
            if (signed.get(i) instanceof Signed.Ready ready) {
                Ordered done = ordered.get(i);
                decided.put(done.event(), new Decided(done.result(), done.enrolment(), Optional.of(ready)));
            }
        }
        results.values().stream().map(Result::institutionId).findFirst().ifPresent(institution -> {
            int passesLeft = (int) results.entrySet().stream()
                    .filter(entry -> entry.getValue().isPassed() && !decided.containsKey(entry.getKey()))
                    .count();
            if (passesLeft > 0) {
                signing.ready(institution, passesLeft);
            }
        });
        return fresh -> write(fresh, decided);
    }

    /** Tombstones say nothing of an award; what cannot be read is left over, and found out again. */
    private static Map<IncomingEvent, Result> read(List<IncomingEvent> events) {
        Map<IncomingEvent, Result> results = new HashMap<>();
        for (IncomingEvent event : events) {
            if (!event.isTombstone() && event.tenant() != null) {
                try {
                    Result result = event.data(Result.class);
                    if (event.key().equals(result.enrolmentId())
                            && event.tenant().equals(result.institutionId())
                            && result.isOfKnownOutcome()) {
                        results.put(event, result);
                    }
                } catch (RuntimeException e) {
                    // One by one, the platform says what is wrong with it.
                }
            }
        }
        return results;
    }

    private static boolean isNothing(Result result) {
        return IssuancePolicy.decide(Standing.NOTHING_YET, result.revision(), new Verdict.NotPassed(""))
                instanceof IssuanceDecision.Nothing;
    }

    /** What the service knows of all that the results refer to. */
    private record Known(
            Optional<Issuer> issuer,
            Set<UUID> decidedOn,
            Set<UUID> erased,
            Map<UUID, Learner> learners,
            Map<UUID, Enrolment> enrolments,
            Map<Achievements.Key, MicroCredentialVersion> versions) {

        boolean isLeftOver(Result result) {
            return result.revision() < 1
                    || decidedOn.contains(result.enrolmentId())
                    || erased.contains(result.learnerId());
        }

        /** Empty when something is missing, or speaks against it. */
        Optional<CredentialOrder> order(Result result) {
            Learner learner = learners.get(result.learnerId());
            Enrolment enrolment = enrolments.get(result.enrolmentId());
            MicroCredentialVersion version = versions.get(result.version());
            if (issuer.isEmpty() || learner == null || enrolment == null || version == null) {
                return Optional.empty();
            }
            References references = new References(issuer.get(), learner, enrolment, version);
            List<String> objections = references.objections(result);
            if (!objections.isEmpty()) {
                return Optional.empty();
            }
            Content content = references.content(result);
            return IssuancePolicy.decide(
                                    Standing.NOTHING_YET,
                                    result.revision(),
                                    new Verdict.Passed(content.digest(), content.assessedOn(), objections))
                            instanceof IssuanceDecision.Award(int number, var awardedOn)
                    ? Optional.of(references.order(result, number, content, awardedOn))
                    : Optional.empty();
        }
    }

    private Known known(List<Result> results) {
        Set<UUID> enrolmentIds = new HashSet<>();
        Set<UUID> learnerIds = new HashSet<>();
        Set<Achievements.Key> versions = new HashSet<>();
        for (Result result : results) {
            enrolmentIds.add(result.enrolmentId());
            learnerIds.add(result.learnerId());
            versions.add(result.version());
        }
        return new Known(
                results.isEmpty()
                        ? Optional.empty()
                        : issuers.of(results.getFirst().institutionId()).filter(found -> found.didDocument() != null),
                decisions.madeOf(enrolmentIds),
                learners.erased(learnerIds),
                learners.find(learnerIds),
                enrolments.find(enrolmentIds),
                achievements.versions(versions));
    }

    private List<IncomingEvent> write(List<IncomingEvent> fresh, Map<IncomingEvent, Decided> decided) {
        credentials.signed(
                decided.values().stream().flatMap(one -> one.signed().stream()).toList());
        List<IncomingEvent> left = new ArrayList<>();
        Map<UUID, IncomingEvent> events = new HashMap<>();
        List<Decided> kept = new ArrayList<>();
        List<UUID> told = decided.values().stream()
                .map(one -> one.result().learnerId())
                .distinct()
                .toList();
        // From here on no learner of these is erased until the transaction ends, and a change of name that comes later
        // finds what is kept here.
        Set<UUID> erased = learners.erasedFromNowOn(told);
        Map<UUID, Learner> known = learners.find(told);
        Set<DecisionsElsewhere.Learning> ended = endedElsewhere(decided.values());
        for (IncomingEvent event : fresh) {
            Decided one = decided.get(event);
            if (one != null
                    && !erased.contains(one.result().learnerId())
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
        for (Decided one : kept) {
            if (first.contains(one.enrolment().enrolmentId())) {
                one.signed().ifPresent(ready::add);
            } else {
                left.add(Objects.requireNonNull(events.get(one.enrolment().enrolmentId())));
            }
        }
        credentials.keep(ready);
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
