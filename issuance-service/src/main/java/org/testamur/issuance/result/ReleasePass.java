package org.testamur.issuance.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.testamur.issuance.award.Award;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.IssueCredential;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.platform.problem.Refusal;

/** Issues a pass that waited, because a registrar has ended the decision that stood against it. */
@ApplicationScoped
class ReleasePass {

    private final GatherReferences gather;
    private final EnrolmentHistory history;
    private final IssueCredential credentials;
    private final Clock clock;

    ReleasePass(GatherReferences gather, EnrolmentHistory history, IssueCredential credentials, Clock clock) {
        this.gather = gather;
        this.history = history;
        this.credentials = credentials;
        this.clock = clock;
    }

    /**
     * The caller holds the learner and the award.
     *
     * @throws org.testamur.platform.consumer.MissingReference while something that the pass refers to is not here
     * @throws Refusal 409 when it must not become a credential, when one counts already, or when its document would not
     *     verify: it goes on waiting
     */
    @Transactional(Transactional.TxType.MANDATORY)
    void of(Award award, Result result) {
        References known = gather.of(result);
        Pass pass = known.pass(result)
                .orElseThrow(() -> known.missing(result).values().iterator().next());
        Optional<Credential> newest = award.credentialId().flatMap(credentials::find);
        IssuanceDecision decision = IssuancePolicy.decide(
                history.before(award, newest, result).released(result.revision()), result.revision(), pass.verdict());
        switch (decision) {
            case IssuanceDecision.Issue(int number, LocalDate awardedOn) -> {
                try {
                    award.decidedByRegistrar();
                    award.issued(credentials.issue(pass.order(number, awardedOn)), number, clock.instant());
                } catch (DocumentRefused e) {
                    throw Refusal.conflict("would-not-verify", "Its document would not verify: " + e.getMessage());
                }
            }
            case IssuanceDecision.Refuse(String reason) -> throw Refusal.conflict("pass-refused", reason);
            case IssuanceDecision.Nothing _,
                    IssuanceDecision.Supersede _,
                    IssuanceDecision.Revoke _,
                    IssuanceDecision.Wait _ ->
                throw Refusal.conflict("credential-counts", "A credential of this enrolment counts already.");
        }
    }
}
