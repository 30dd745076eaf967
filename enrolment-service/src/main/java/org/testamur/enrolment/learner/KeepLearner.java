package org.testamur.enrolment.learner;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;

/** What a learner does with their own record, each in one transaction that also tells of it. */
@ApplicationScoped
class KeepLearner {

    private final Learners learners;
    private final Logins logins;
    private final Outbox outbox;
    private final Clock clock;
    private final Counter registered;

    KeepLearner(Learners learners, Logins logins, Outbox outbox, Clock clock, MeterRegistry metrics) {
        this.learners = learners;
        this.logins = logins;
        this.outbox = outbox;
        this.clock = clock;
        this.registered = Counter.builder("testamur.learners.registered")
                .description("Log-ins that became a learner")
                .register(metrics);
    }

    @Transactional
    LearnerView create(UUID id, Login login, ProfilePolicy.Vouched vouched, ProfileRequest request) {
        Learner learner = new Learner(id, settled(request, null, vouched), login, clock.instant());
        learners.persistAndFlush(learner);
        outbox.append(LearnerFact.registered(learner));
        registered.increment();
        return LearnerView.of(learner);
    }

    @Transactional
    LearnerView change(UUID id, ProfilePolicy.Vouched vouched, ProfileRequest request, @Nullable String ifMatch) {
        Learner learner = matching(id, ifMatch);
        Profile profile = settled(request, learner.profile(), vouched);
        if (!profile.equals(learner.profile())) {
            learner.take(profile);
            tell(learner);
        }
        return LearnerView.of(learner);
    }

    @Transactional
    LearnerView consent(UUID id, Consents consents, @Nullable String ifMatch) {
        Learner learner = matching(id, ifMatch);
        if (!consents.equals(learner.consents())) {
            learner.consentTo(consents);
            tell(learner);
        }
        return LearnerView.of(learner);
    }

    @Transactional
    LearnerView read(UUID id) {
        return LearnerView.of(learners.findByIdOptional(id).orElseThrow(Learners::notRegistered));
    }

    @Transactional
    Optional<UUID> learnerOf(Login login) {
        return logins.learnerOf(login.issuer(), login.subject());
    }

    private Learner matching(UUID id, @Nullable String ifMatch) {
        Learner learner = learners.heldOrRefuse(id);
        if (ifMatch != null) {
            EntityVersion.requireMatch(ifMatch, learner.version());
        }
        return learner;
    }

    private void tell(Learner learner) {
        learners.flush();
        outbox.append(LearnerFact.changed(learner));
    }

    private static Profile settled(ProfileRequest request, @Nullable Profile held, ProfilePolicy.Vouched vouched) {
        return switch (ProfilePolicy.decide(request, held, vouched)) {
            case ProfilePolicy.Decision.Held(Profile profile) -> profile;
            case ProfilePolicy.Decision.Refused(var faults) -> throw Refusal.invalid(faults);
        };
    }
}
