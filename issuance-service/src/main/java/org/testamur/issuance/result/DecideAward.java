package org.testamur.issuance.result;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.testamur.issuance.award.Award;
import org.testamur.issuance.award.Awards;
import org.testamur.issuance.award.WaitingPasses;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.CredentialChanges;
import org.testamur.issuance.credential.DecisionsElsewhere;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.credential.StaffPolicy;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.issuer.SetUpIssuer;
import org.testamur.issuance.reference.Achievements;
import org.testamur.issuance.reference.Enrolment;
import org.testamur.issuance.reference.Enrolments;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.Learners;
import org.testamur.issuance.reference.MicroCredentialReference;
import org.testamur.issuance.reference.MicroCredentialVersion;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.problem.Refusal;

/**
 * Carries out what {@link IssuancePolicy} decides on a revision of a result, all in one transaction that holds the
 * enrolment's award. Next is {@link IssueCredential}.
 */
@ApplicationScoped
class DecideAward {

    private static final Logger LOG = Logger.getLogger(DecideAward.class);

    private static final String AFTER_REVOCATION =
            "a credential of this enrolment was revoked by the institution: a registrar releases or refuses the pass";
    private static final String AFTER_SUSPENSION =
            "a credential of this enrolment was suspended: a registrar releases or refuses the pass";
    private static final String AFTER_REVOCATION_ELSEWHERE = "a credential of another enrolment for the same"
            + " micro-credential was revoked by the institution: a registrar releases or refuses the pass";
    private static final String AFTER_SUSPENSION_ELSEWHERE = "a credential of another enrolment for the same"
            + " micro-credential was suspended: a registrar releases or refuses the pass";

    private final Learners learners;
    private final Enrolments enrolments;
    private final Achievements achievements;
    private final Issuers issuers;
    private final Awards awards;
    private final WaitingPasses waiting;
    private final IssueCredential credentials;
    private final CredentialChanges changes;
    private final DecisionsElsewhere elsewhere;
    private final Clock clock;
    private final Counter refused;

    DecideAward(
            Learners learners,
            Enrolments enrolments,
            Achievements achievements,
            Issuers issuers,
            Awards awards,
            WaitingPasses waiting,
            IssueCredential credentials,
            CredentialChanges changes,
            DecisionsElsewhere elsewhere,
            Clock clock,
            MeterRegistry metrics) {
        this.learners = learners;
        this.enrolments = enrolments;
        this.achievements = achievements;
        this.issuers = issuers;
        this.awards = awards;
        this.waiting = waiting;
        this.credentials = credentials;
        this.changes = changes;
        this.elsewhere = elsewhere;
        this.clock = clock;
        this.refused = Counter.builder("testamur.credentials.refused")
                .description("Passes that did not become a credential")
                .register(metrics);
    }

    /** Throws {@link MissingReference} until all that a pass refers to is here. */
    @Transactional
    public void on(Result result) {
        if (learners.isErasedFromNowOn(result.learnerId())) {
            if (IssuancePolicy.decide(Standing.NOTHING_YET, result.revision(), new Verdict.OfErasedLearner())
                    instanceof IssuanceDecision.Refuse refuse) {
                refused.increment();
                LOG.infof("the result of the enrolment %s is refused: %s", result.enrolmentId(), refuse.reason());
            }
            return;
        }
        if (result.isPassed()) {
            References references = references(result);
            List<String> objections = references.objections(result);
            if (objections.isEmpty()) {
                Content content = references.content(result);
                Verdict verdict = new Verdict.Passed(content.digest(), content.assessedOn(), objections);
                decide(result, verdict, (number, awardedOn) -> references.order(result, number, content, awardedOn));
            } else {
                decide(result, new Verdict.Passed("", LocalDate.EPOCH, objections), DecideAward::noOrder);
            }
        } else {
            decide(
                    result,
                    new Verdict.NotPassed("the result was "
                            + ("withdrawn".equals(result.outcome()) ? "withdrawn" : "corrected to a fail")),
                    DecideAward::noOrder);
        }
    }

    /** Says what is to be issued under a number and a date. */
    @FunctionalInterface
    private interface Order {
        CredentialOrder of(int number, LocalDate awardedOn);
    }

    private static CredentialOrder noOrder(int number, LocalDate awardedOn) {
        throw new IllegalStateException("nothing is to be issued");
    }

    private void decide(Result result, Verdict verdict, Order order) {
        Award award = awards.hold(
                enrolments.find(result.enrolmentId()).orElseGet(() -> result.asEnrolment(clock.instant())),
                result.batch());
        Optional<Credential> newest = award.credentialId().flatMap(credentials::find);
        Optional<Credential> live = newest.filter(Credential::isLive);
        Standing standing = standing(award, newest, result);
        if (result.revision() <= standing.decidedRevision()) {
            return;
        }
        if (standing.decidedRevision() > 0) {
            waiting.overtaken(award.enrolmentId());
        }
        Instant now = clock.instant();
        award.decided(result.revision(), now);
        switch (IssuancePolicy.decide(standing, result.revision(), verdict)) {
            case IssuanceDecision.Award(int number, LocalDate awardedOn) -> {
                try {
                    award.issued(credentials.issue(order.of(number, awardedOn)), number, now);
                } catch (DocumentRefused e) {
                    refuse(award, result, "its document would not verify: " + e.getMessage(), now);
                }
            }
            case IssuanceDecision.Supersede supersede -> {
                try {
                    award.issued(
                            credentials.supersede(
                                    live.orElseThrow(), order.of(supersede.number(), supersede.awardedOn())),
                            supersede.number(),
                            now);
                } catch (DocumentRefused e) {
                    refuse(award, result, "its corrected document would not verify: " + e.getMessage(), now);
                }
            }
            case IssuanceDecision.Revoke revoke -> {
                credentials.revoke(
                        live.orElseThrow(),
                        "withdrawn".equals(result.outcome())
                                ? ReasonCode.RESULT_WITHDRAWN
                                : ReasonCode.RESULT_CORRECTED);
                award.revoked(revoke.reason(), now);
            }
            case IssuanceDecision.Wait(Standing.Against after) -> {
                waiting.add(award, result.revision(), after.decision(), after.elsewhere(), result.fact());
                award.waitsForRegistrar(why(after), now);
            }
            case IssuanceDecision.Nothing() -> award.nothing(newest, now);
            case IssuanceDecision.Refuse refuse -> refuse(award, result, refuse.reason(), now);
        }
    }

    private static String why(Standing.Against after) {
        boolean here = after.elsewhere().isEmpty();
        return switch (after.decision()) {
            case REVOCATION -> here ? AFTER_REVOCATION : AFTER_REVOCATION_ELSEWHERE;
            case SUSPENSION -> here ? AFTER_SUSPENSION : AFTER_SUSPENSION_ELSEWHERE;
        };
    }

    private Standing standing(Award award, Optional<Credential> newest, Result result) {
        Optional<Standing.Live> live = newest.filter(Credential::isLive)
                .map(found -> new Standing.Live(found.id(), found.contentDigest(), found.awardedOn()));
        return new Standing(
                award.resultRevision(),
                award.awardNumber(),
                live,
                newest.flatMap(changes::staffDecision)
                        .map(decision -> new Standing.Against(decision, Optional.empty()))
                        // Asked only where a next award can follow.
                        .or(() -> result.isPassed() && live.isEmpty() ? elsewhere(award) : Optional.empty()));
    }

    private Optional<Standing.Against> elsewhere(Award award) {
        UUID institution = award.institutionId();
        List<DecisionsElsewhere.Found> decisions = elsewhere.of(
                institution,
                new DecisionsElsewhere.Learning(award.learnerId(), award.microCredentialId()),
                award.enrolmentId());
        return decisions.isEmpty()
                ? Optional.empty()
                : StaffPolicy.elsewhere(
                                decisions,
                                waiting.lastRelease(institution, award.learnerId(), award.microCredentialId()))
                        .map(found -> new Standing.Against(found.decision(), Optional.of(found.enrolment())));
    }

    /**
     * Issues a pass that waited, because a registrar has ended the decision that stood against it. The caller holds the
     * learner; this takes the award.
     *
     * @throws MissingReference while something that the pass refers to is not here
     * @throws Refusal 409 when it must not become a credential, when one counts already, or when its document would not
     *     verify: it goes on waiting
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void release(Award award, Result result) {
        References references = find(result, (_, _) -> {});
        Optional<Credential> newest = award.credentialId().flatMap(credentials::find);
        Content content = references.content(result);
        IssuanceDecision decision = IssuancePolicy.decide(
                standing(award, newest, result).released(result.revision()),
                result.revision(),
                new Verdict.Passed(content.digest(), content.assessedOn(), references.objections(result)));
        switch (decision) {
            case IssuanceDecision.Award(int number, LocalDate awardedOn) -> {
                try {
                    award.decidedByRegistrar();
                    award.issued(
                            credentials.issue(references.order(result, number, content, awardedOn)),
                            number,
                            clock.instant());
                } catch (DocumentRefused e) {
                    throw Refusal.conflict("would-not-verify", "Its document would not verify: " + e.getMessage());
                }
            }
            case IssuanceDecision.Refuse refuse -> throw Refusal.conflict("pass-refused", refuse.reason());
            case IssuanceDecision.Nothing _,
                    IssuanceDecision.Supersede _,
                    IssuanceDecision.Revoke _,
                    IssuanceDecision.Wait _ ->
                throw Refusal.conflict("credential-counts", "A credential of this enrolment counts already.");
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

    private References references(Result result) {
        return find(result, (enrolment, kinds) -> awards.waits(enrolment, kinds, result.batch()));
    }

    /** Says what a pass waits for. */
    @FunctionalInterface
    private interface Lacks {
        void note(Enrolment enrolment, List<String> kinds);
    }

    private References find(Result result, Lacks lacks) {
        Optional<Issuer> issuer = issuers.of(result.institutionId()).filter(found -> found.didDocument() != null);
        Optional<Learner> learner = learners.find(result.learnerId());
        Optional<Enrolment> enrolment = enrolments.find(result.enrolmentId());
        Optional<MicroCredentialVersion> version =
                achievements.version(result.microCredentialId(), result.microCredentialVersion());
        List<MissingReference> missing = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        if (version.isEmpty()) {
            kinds.add(MicroCredentialReference.KIND);
            missing.add(new MissingReference(
                    MicroCredentialReference.KIND,
                    MicroCredentialReference.id(result.microCredentialId(), result.microCredentialVersion())));
        }
        if (learner.isEmpty()) {
            kinds.add(Learners.LEARNER);
            missing.add(new MissingReference(Learners.LEARNER, result.learnerId()));
        }
        if (enrolment.isEmpty()) {
            kinds.add(Enrolments.ENROLMENT);
            missing.add(new MissingReference(Enrolments.ENROLMENT, result.enrolmentId()));
        }
        if (issuer.isEmpty()) {
            kinds.add(SetUpIssuer.ISSUER_KEY);
            missing.add(new MissingReference(SetUpIssuer.ISSUER_KEY, result.institutionId()));
        }
        if (!missing.isEmpty()) {
            lacks.note(result.asEnrolment(clock.instant()), kinds);
            throw missing.getFirst();
        }
        return new References(
                issuer.orElseThrow(), learner.orElseThrow(), enrolment.orElseThrow(), version.orElseThrow());
    }
}
