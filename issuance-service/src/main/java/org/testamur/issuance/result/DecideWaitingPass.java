package org.testamur.issuance.result;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.award.Award;
import org.testamur.issuance.award.AwardView;
import org.testamur.issuance.award.Awards;
import org.testamur.issuance.award.WaitingPass;
import org.testamur.issuance.award.WaitingPasses;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.credential.SignCredentials;
import org.testamur.issuance.reference.Learners;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;

/**
 * Releases or refuses, for a registrar, a pass that a decision of staff blocks. A release may follow a refusal. A
 * release is final, because it issues the credential. Runs as the system, for the institution.
 */
@ApplicationScoped
public class DecideWaitingPass {

    private static final String REFUSED = "the institution has refused the pass";

    private final Learners learners;
    private final Awards awards;
    private final WaitingPasses waiting;
    private final ReleasePass release;
    private final SignCredentials signing;
    private final Clock clock;

    DecideWaitingPass(
            Learners learners,
            Awards awards,
            WaitingPasses waiting,
            ReleasePass release,
            SignCredentials signing,
            Clock clock) {
        this.learners = learners;
        this.awards = awards;
        this.waiting = waiting;
        this.release = release;
        this.signing = signing;
        this.clock = clock;
    }

    /** An award, held, and the pass of its newest revision. */
    private record LockedPass(Award award, WaitingPass pass) {}

    /** Issues the pass; repeated, it changes nothing more. */
    public void release(UUID institution, AwardView seen, Reason reason, @Nullable String ifMatch) {
        signing.ready(institution, 1);
        QuarkusTransaction.requiringNew().run(() -> release(seen, reason, ifMatch));
    }

    private void release(AwardView seen, Reason reason, @Nullable String ifMatch) {
        LockedPass held = hold(seen);
        if (held.pass().was(WaitingPasses.RELEASED)) {
            return;
        }
        requireMatch(ifMatch, held.award());
        Award award = held.award();
        release.of(award, Result.of(Objects.requireNonNull(held.pass().fact())).ofLearner(award.learnerId()));
        waiting.decide(held.pass(), WaitingPasses.RELEASED, reason);
    }

    /** Lets the pass come to nothing; repeated, it changes nothing more. */
    @Transactional
    public void refuse(AwardView seen, Reason reason, @Nullable String ifMatch) {
        LockedPass held = hold(seen);
        if (held.pass().was(WaitingPasses.REFUSED)) {
            return;
        }
        if (held.pass().was(WaitingPasses.RELEASED)) {
            throw Refusal.conflict("released", "The pass was released: revoke its credential instead.");
        }
        requireMatch(ifMatch, held.award());
        held.award().decidedByRegistrar();
        held.award().refused(REFUSED, clock.instant());
        waiting.decide(held.pass(), WaitingPasses.REFUSED, reason);
    }

    private LockedPass hold(AwardView seen) {
        // Learners before awards, as everywhere.
        if (learners.isErasedFromNowOn(seen.learnerId())) {
            throw Refusal.of(Refusal.Kind.GONE, "learner-erased", "The learner was erased, and the pass with them.");
        }
        UUID enrolment = seen.enrolmentId();
        Award award = awards.lock(enrolment).orElseThrow(DecideWaitingPass::nothingWaits);
        WaitingPass pass = waiting.newest(enrolment)
                .filter(found -> found.revision() == award.resultRevision())
                .orElseThrow(DecideWaitingPass::nothingWaits);
        if (pass.isOvertaken()) {
            // Also while the newer result, undone for a repair, has still to be decided on again.
            throw Refusal.conflict(
                    "pass-overtaken", "A newer result was told since then: nothing can come of this pass any more.");
        }
        return new LockedPass(award, pass);
    }

    private static Refusal nothingWaits() {
        return Refusal.conflict("no-pass-waits", "No pass of this enrolment waits for a registrar.");
    }

    private static void requireMatch(@Nullable String ifMatch, Award award) {
        if (ifMatch != null) {
            EntityVersion.requireMatch(ifMatch, award.version());
        }
    }
}
