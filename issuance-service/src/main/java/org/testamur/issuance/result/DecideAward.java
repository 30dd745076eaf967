package org.testamur.issuance.result;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.testamur.issuance.award.Award;
import org.testamur.issuance.award.Awards;
import org.testamur.issuance.award.WaitingPasses;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.reference.Learners;
import org.testamur.issuance.reference.MergedLearners;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.platform.consumer.MissingReference;

/**
 * Decides on one revision of a result by {@link IssuancePolicy} and carries it out, all in one transaction that holds the
 * enrolment's award. Next is {@link IssueCredential}.
 */
@ApplicationScoped
@Startup
class DecideAward {

    private static final Logger LOG = Logger.getLogger(DecideAward.class);

    private final Learners learners;
    private final MergedLearners merged;
    private final GatherReferences gather;
    private final EnrolmentHistory history;
    private final Awards awards;
    private final WaitingPasses waiting;
    private final IssueCredential credentials;
    private final IssueDelay delay;
    private final Clock clock;
    private final Counter refused;

    DecideAward(
            Learners learners,
            MergedLearners merged,
            GatherReferences gather,
            EnrolmentHistory history,
            Awards awards,
            WaitingPasses waiting,
            IssueCredential credentials,
            IssueDelay delay,
            Clock clock,
            MeterRegistry metrics) {
        this.learners = learners;
        this.merged = merged;
        this.gather = gather;
        this.history = history;
        this.awards = awards;
        this.waiting = waiting;
        this.credentials = credentials;
        this.delay = delay;
        this.clock = clock;
        this.refused = Counter.builder("testamur.credentials.refused")
                .description("Passes that did not become a credential")
                .register(metrics);
    }

    /** Throws {@link MissingReference} until all that a pass refers to is here. */
    @Transactional
    public void on(Result told) {
        decide(told);
    }

    /**
     * As {@link #on(Result)}, of a result that arrives.
     *
     * @param toldAt when assessment told it
     */
    @Transactional
    public void on(Result told, Instant toldAt) {
        if (decide(told)) {
            delay.issued(List.of(toldAt));
        }
    }

    /** @return whether a credential was issued */
    private boolean decide(Result told) {
        // Held by either id: a merge that is under way is waited for, and one that comes finds what is decided here.
        boolean erased = learners.isErasedFromNowOn(told.learnerId());
        Result result = told.ofLearner(merged.whole(told.learnerId()));
        if (erased
                || (!result.learnerId().equals(told.learnerId()) && learners.isErasedFromNowOn(result.learnerId()))) {
            if (IssuancePolicy.decide(PriorAward.NOTHING_YET, result.revision(), new Verdict.OfErasedLearner())
                    instanceof IssuanceDecision.Refuse refuse) {
                refused.increment();
                LOG.infof("the result of the enrolment %s is refused: %s", result.enrolmentId(), refuse.reason());
            }
            return false;
        }
        References known = gather.of(result);
        Optional<Pass> pass = result.isPassed() ? Optional.of(awaited(known, result)) : Optional.empty();
        Award award = awards.hold(known.enrolment(result, clock.instant()), result.batch());
        Optional<Credential> newest = award.credentialId().flatMap(credentials::find);
        PriorAward standing = history.before(award, newest, result);
        if (result.revision() <= standing.decidedRevision()) {
            return false;
        }
        if (standing.decidedRevision() > 0) {
            waiting.overtaken(award.enrolmentId());
        }
        Instant now = clock.instant();
        award.decided(result.revision(), now);
        Verdict verdict = pass.map(Pass::verdict).orElseGet(result::notPassed);
        IssuanceDecision decision = IssuancePolicy.decide(standing, result.revision(), verdict);
        try {
            carryOut(decision, result, pass, award, newest, now);
            return decision instanceof IssuanceDecision.Issue || decision instanceof IssuanceDecision.Supersede;
        } catch (DocumentRefused e) {
            refuse(
                    award,
                    result,
                    (decision instanceof IssuanceDecision.Supersede ? "its corrected document" : "its document")
                            + " would not verify: " + e.getMessage(),
                    now);
            return false;
        }
    }

    private void carryOut(
            IssuanceDecision decision,
            Result result,
            Optional<Pass> pass,
            Award award,
            Optional<Credential> newest,
            Instant now)
            throws DocumentRefused {
        switch (decision) {
            case IssuanceDecision.Issue(int number, var awardedOn) ->
                award.issued(credentials.issue(pass.orElseThrow().order(number, awardedOn)), number, now);
            case IssuanceDecision.Supersede(var _, int number, var awardedOn) ->
                award.issued(
                        credentials.supersede(
                                newest.orElseThrow(), pass.orElseThrow().order(number, awardedOn)),
                        number,
                        now);
            case IssuanceDecision.Revoke(var _, String reason) -> {
                credentials.revoke(
                        newest.orElseThrow(),
                        result.isWithdrawn() ? ReasonCode.RESULT_WITHDRAWN : ReasonCode.RESULT_CORRECTED);
                award.revoked(reason, now);
            }
            case IssuanceDecision.Wait(PriorAward.Against after) -> {
                waiting.add(award, result.revision(), after.decision(), after.elsewhere(), result.fact());
                award.waitsForRegistrar(after.sentence(), now);
            }
            case IssuanceDecision.Nothing() -> award.nothing(newest, now);
            case IssuanceDecision.Refuse(String reason) -> refuse(award, result, reason, now);
        }
    }

    private void refuse(Award award, Result result, String reason, Instant now) {
        refused.increment();
        // The reason may quote what the learner gave, and logs outlive an erasure.
        LOG.warnf(
                "revision %d of the enrolment %s is refused: its award says why",
                result.revision(), result.enrolmentId());
        award.refused(reason, now);
    }

    private Pass awaited(References known, Result result) {
        return known.pass(result).orElseThrow(() -> {
            Map<String, MissingReference> missing = known.missing(result);
            awards.waits(result.asEnrolment(clock.instant()), List.copyOf(missing.keySet()), result.batch());
            return missing.values().iterator().next();
        });
    }
}
