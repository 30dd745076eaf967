package org.testamur.issuance.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.award.Award;
import org.testamur.issuance.award.WaitingPasses;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.CredentialChanges;
import org.testamur.issuance.credential.DecisionsElsewhere;
import org.testamur.issuance.credential.StaffPolicy;

/** Reads what an enrolment has before a revision is decided on. The caller holds the award. */
@ApplicationScoped
class EnrolmentHistory {

    private final CredentialChanges changes;
    private final DecisionsElsewhere elsewhere;
    private final WaitingPasses waiting;

    EnrolmentHistory(CredentialChanges changes, DecisionsElsewhere elsewhere, WaitingPasses waiting) {
        this.changes = changes;
        this.elsewhere = elsewhere;
        this.waiting = waiting;
    }

    /** @param newest the enrolment's newest credential, held */
    @Transactional(Transactional.TxType.MANDATORY)
    PriorAward before(Award award, Optional<Credential> newest, Result result) {
        Optional<PriorAward.Live> live = newest.filter(Credential::isLive)
                .map(found -> new PriorAward.Live(found.id(), found.contentDigest(), found.awardedOn()));
        return new PriorAward(
                award.resultRevision(),
                award.awardNumber(),
                live,
                newest.flatMap(changes::staffDecision)
                        .map(decision -> new PriorAward.Against(decision, Optional.empty()))
                        // Asked only where a next award can follow.
                        .or(() -> result.isPassed() && live.isEmpty() ? elsewhere(award) : Optional.empty()));
    }

    private Optional<PriorAward.Against> elsewhere(Award award) {
        UUID institution = award.institutionId();
        List<DecisionsElsewhere.OtherDecision> decisions = elsewhere.of(
                institution,
                new DecisionsElsewhere.Learning(award.learnerId(), award.microCredentialId()),
                award.enrolmentId());
        return decisions.isEmpty()
                ? Optional.empty()
                : StaffPolicy.elsewhere(
                                decisions,
                                waiting.lastRelease(institution, award.learnerId(), award.microCredentialId()))
                        .map(found -> new PriorAward.Against(found.decision(), Optional.of(found.enrolment())));
    }
}
