package org.testamur.enrolment.learner.did;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.InvitationCode;
import org.testamur.enrolment.learner.Learner;
import org.testamur.enrolment.learner.LearnerFact;
import org.testamur.enrolment.learner.LearnerView;
import org.testamur.enrolment.learner.Learners;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/** Asks for the proof of a DID and keeps what was proved, each in one transaction. */
@ApplicationScoped
class KeepDid {

    private final Learners learners;
    private final DidChallenges challenges;
    private final DidConfig config;
    private final URI publicUrl;
    private final Outbox outbox;
    private final Clock clock;

    KeepDid(
            Learners learners,
            DidChallenges challenges,
            DidConfig config,
            PlatformConfig platform,
            Outbox outbox,
            Clock clock) {
        this.learners = learners;
        this.challenges = challenges;
        this.config = config;
        this.publicUrl = platform.publicUrl();
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What is to be signed, shown this once. */
    public record Challenge(
            @Schema(description = "The proof's challenge", examples = "vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s")
            String challenge,

            @Schema(description = "The proof's domain", examples = "https://localhost:8443")
            String domain,

            @Schema(examples = "2026-11-20T09:10:00Z") Instant expiresAt) {}

    @Transactional
    Challenge challenge(UUID id) {
        learners.lockOrRefuse(id);
        InvitationCode challenge = InvitationCode.fresh();
        Instant expiresAt = clock.instant().plus(config.lifetime());
        challenges.put(id, challenge, expiresAt);
        return new Challenge(challenge.text(), domain(), expiresAt);
    }

    /** Refuses what cannot succeed, before it is worth a verification. */
    @Transactional
    void requireOpen(UUID id, InvitationCode challenge) {
        if (!challenges.isOpen(id, challenge, clock.instant())) {
            throw notOpen();
        }
    }

    @Transactional
    LearnerView take(UUID id, String did, InvitationCode challenge, @Nullable String ifMatch) {
        Learner learner = learners.matching(id, ifMatch);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!challenges.use(id, challenge, now)) {
            throw notOpen();
        }
        if (learner.takeProved(did, now)) {
            publish(learner);
        }
        return LearnerView.of(learner);
    }

    @Transactional
    LearnerView drop(UUID id, @Nullable String ifMatch) {
        Learner learner = learners.matching(id, ifMatch);
        if (learner.dropDid()) {
            publish(learner);
        }
        return LearnerView.of(learner);
    }

    /** Where proofs are used. */
    String domain() {
        return publicUrl.toString();
    }

    private void publish(Learner learner) {
        learners.flush();
        outbox.append(LearnerFact.changed(learner));
    }

    private static Refusal notOpen() {
        return Refusal.conflict(
                "challenge-not-open",
                "No open challenge of this learner is answered: it is used, replaced, expired or somebody else's.");
    }
}
