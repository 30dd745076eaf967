package org.testamur.enrolment.learner.did;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.InvitationCode;
import org.testamur.enrolment.learner.LearnerView;
import org.testamur.platform.problem.Refusal;

/** Takes a DID from who has signed our challenge; the signature is checked outside any transaction. */
@ApplicationScoped
class ProveDid {

    private final HolderProofs proofs;
    private final KeepDid keep;
    private final MeterRegistry metrics;

    ProveDid(HolderProofs proofs, KeepDid keep, MeterRegistry metrics) {
        this.proofs = proofs;
        this.keep = keep;
        this.metrics = metrics;
    }

    LearnerView prove(UUID learner, JsonNode presentation, @Nullable String ifMatch) {
        InvitationCode challenge = HolderProofs.challenge(presentation)
                .map(InvitationCode::new)
                .orElseThrow(() -> Refusal.invalid("/presentation/proof/challenge", "is missing"));
        keep.requireOpen(learner, challenge);
        return switch (proofs.check(presentation, keep.domain(), challenge.text())) {
            case HolderProof.Proved(String did) -> {
                count("proved");
                yield keep.take(learner, did, challenge, ifMatch);
            }
            case HolderProof.Refused(var faults) -> {
                count("refused");
                throw Refusal.invalid(faults);
            }
        };
    }

    private void count(String outcome) {
        Counter.builder("testamur.dids")
                .description("Proofs by learners that a DID is theirs")
                .tag("proof", outcome)
                .register(metrics)
                .increment();
    }
}
