package org.testamur.issuance.result;

/**
 * Decides what a revision of a result leads to. A pass leads to a credential that counts, one at a time; anything else
 * to none; the same again to nothing. What staff decided no result undoes: a pass after a revocation by staff, or after
 * a suspension that nobody ended, waits for a registrar, also when the learner has enrolled anew meanwhile.
 */
final class IssuancePolicy {

    private IssuancePolicy() {}

    static IssuanceDecision decide(PriorAward standing, long revision, Verdict verdict) {
        if (verdict instanceof Verdict.OfErasedLearner) {
            return new IssuanceDecision.Refuse("the learner is erased");
        }
        if (revision <= standing.decidedRevision()) {
            return new IssuanceDecision.Nothing();
        }
        return switch (verdict) {
            case Verdict.OfErasedLearner() -> new IssuanceDecision.Refuse("the learner is erased");
            case Verdict.NotPassed notPassed -> notPassed(standing, notPassed);
            case Verdict.Passed passed -> passed(standing, passed);
        };
    }

    private static IssuanceDecision notPassed(PriorAward standing, Verdict.NotPassed verdict) {
        return standing.live()
                .<IssuanceDecision>map(live -> new IssuanceDecision.Revoke(live.credential(), verdict.reason()))
                .orElseGet(IssuanceDecision.Nothing::new);
    }

    private static IssuanceDecision passed(PriorAward standing, Verdict.Passed verdict) {
        if (!verdict.objections().isEmpty()) {
            return new IssuanceDecision.Refuse(String.join("; ", verdict.objections()));
        }
        int next = standing.awardNumber() + 1;
        if (standing.live().isPresent()) {
            // Also one that is suspended: what takes its place stays so.
            PriorAward.Live live = standing.live().get();
            return live.contentDigest().equals(verdict.contentDigest())
                    ? new IssuanceDecision.Nothing()
                    : new IssuanceDecision.Supersede(live.credential(), next, live.awardedOn());
        }
        return standing.staff()
                .<IssuanceDecision>map(IssuanceDecision.Wait::new)
                .orElseGet(() -> new IssuanceDecision.Issue(next, verdict.assessedOn()));
    }
}
