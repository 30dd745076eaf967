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
import org.jboss.logging.Logger;
import org.testamur.issuance.achievement.Achievements;
import org.testamur.issuance.achievement.MicroCredentialReference;
import org.testamur.issuance.achievement.MicroCredentialVersion;
import org.testamur.issuance.award.Award;
import org.testamur.issuance.award.Awards;
import org.testamur.issuance.credential.Content;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.CredentialOrder;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.enrolment.Enrolment;
import org.testamur.issuance.enrolment.Enrolments;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.issuer.SetUpIssuer;
import org.testamur.issuance.learner.Learner;
import org.testamur.issuance.learner.Learners;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.platform.consumer.MissingReference;

/**
 * Carries out what {@link IssuancePolicy} decides on a revision of a result, all in one transaction that holds the
 * enrolment's award. Next is {@link IssueCredential}.
 */
@ApplicationScoped
class DecideAward {

    private static final Logger LOG = Logger.getLogger(DecideAward.class);

    private final Learners learners;
    private final Enrolments enrolments;
    private final Achievements achievements;
    private final Issuers issuers;
    private final Awards awards;
    private final IssueCredential credentials;
    private final Clock clock;
    private final Counter refused;

    DecideAward(
            Learners learners,
            Enrolments enrolments,
            Achievements achievements,
            Issuers issuers,
            Awards awards,
            IssueCredential credentials,
            Clock clock,
            MeterRegistry metrics) {
        this.learners = learners;
        this.enrolments = enrolments;
        this.achievements = achievements;
        this.issuers = issuers;
        this.awards = awards;
        this.credentials = credentials;
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
                decide(
                        result,
                        verdict,
                        (number, awardedOn) -> new CredentialOrder(
                                references.issuer(),
                                references.learner(),
                                references.version(),
                                result.enrolmentId(),
                                number,
                                content,
                                awardedOn));
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
        Optional<Credential> live =
                award.credentialId().flatMap(credentials::find).filter(Credential::isLive);
        Standing standing = new Standing(
                award.resultRevision(),
                award.awardNumber(),
                live.map(found -> new Standing.Live(found.id(), found.contentDigest(), found.awardedOn())));
        if (result.revision() <= standing.decidedRevision()) {
            return;
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
            case IssuanceDecision.Nothing() -> award.nothing(live, now);
            case IssuanceDecision.Refuse refuse -> refuse(award, result, refuse.reason(), now);
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
            awards.waits(result.asEnrolment(clock.instant()), kinds, result.batch());
            throw missing.getFirst();
        }
        return new References(
                issuer.orElseThrow(), learner.orElseThrow(), enrolment.orElseThrow(), version.orElseThrow());
    }
}
