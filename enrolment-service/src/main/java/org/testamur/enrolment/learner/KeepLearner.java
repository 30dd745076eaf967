package org.testamur.enrolment.learner;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/** Changes a learner's own record and publishes the change in the same transaction. */
@ApplicationScoped
@Startup
class KeepLearner {

    private final Learners learners;
    private final Logins logins;
    private final NameConfirmations confirmations;
    private final MergeRecords merge;
    private final Outbox outbox;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Counter registered;

    KeepLearner(
            Learners learners,
            Logins logins,
            NameConfirmations confirmations,
            MergeRecords merge,
            Outbox outbox,
            Clock clock,
            MeterRegistry metrics) {
        this.learners = learners;
        this.logins = logins;
        this.confirmations = confirmations;
        this.merge = merge;
        this.metrics = metrics;
        this.outbox = outbox;
        this.clock = clock;
        this.registered = Counter.builder("testamur.learners.registered")
                .description("Log-ins that became a learner")
                .register(metrics);
    }

    @Transactional
    LearnerView create(UUID id, Login login, ProfilePolicy.Vouched vouched, ProfileRequest request) {
        Learner learner = new Learner(id, settled(request, null, vouched), login, clock.instant());
        Optional<NameConfirmation> confirmation = confirmation(learner, vouched);
        confirmation.ifPresent(learner::takeConfirmation);
        learners.persistAndFlush(learner);
        confirmation.ifPresent(one -> note(learner, one, login));
        outbox.append(LearnerFact.registered(learner));
        registered.increment();
        return LearnerView.of(learner);
    }

    @Transactional
    LearnerView change(
            UUID id, Login login, ProfilePolicy.Vouched vouched, ProfileRequest request, @Nullable String ifMatch) {
        Learner learner = learners.matching(id, ifMatch);
        Profile held = learner.profile();
        Profile profile = settled(request, held, vouched);
        boolean changed = !profile.equals(held);
        learner.take(profile);
        if (!profile.name().equals(held.name())) {
            confirmations.endAll(id, now());
        }
        Optional<NameConfirmation> confirmation =
                learner.nameConfirmation() == null ? confirmation(learner, vouched) : Optional.empty();
        confirmation.ifPresent(one -> {
            learner.takeConfirmation(one);
            note(learner, one, login);
        });
        if (changed || confirmation.isPresent()) {
            publish(learner);
        }
        return LearnerView.of(learner);
    }

    @Transactional
    LearnerView consent(UUID id, Consents consents, @Nullable String ifMatch) {
        Learner learner = learners.matching(id, ifMatch);
        if (!consents.equals(learner.consents())) {
            learner.consentTo(consents);
            publish(learner);
        }
        return LearnerView.of(learner);
    }

    @Transactional
    LearnerView read(UUID id) {
        return LearnerView.of(learners.findByIdOptional(id).orElseThrow(Learners::notRegistered), merge.of(id));
    }

    @Transactional
    Optional<UUID> learnerOf(Login login) {
        return logins.learnerOf(login.issuer(), login.subject());
    }

    private Optional<NameConfirmation> confirmation(Learner learner, ProfilePolicy.Vouched vouched) {
        return vouched.authorityFor(learner.profile().name())
                .map(issuer -> new NameConfirmation(NameConfirmation.Method.IDENTITY_PROVIDER, issuer, now()));
    }

    private void note(Learner learner, NameConfirmation confirmation, Login login) {
        confirmations.add(learner.id(), learner.profile().name(), confirmation, login);
        ConfirmName.count(metrics, confirmation);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void publish(Learner learner) {
        learners.flush();
        outbox.append(LearnerFact.changed(learner));
    }

    private static Profile settled(ProfileRequest request, @Nullable Profile held, ProfilePolicy.Vouched vouched) {
        return switch (ProfilePolicy.decide(request, held, vouched)) {
            case ProfilePolicy.ProfileDecision.Accepted(Profile profile) -> profile;
            case ProfilePolicy.ProfileDecision.Rejected(var faults) -> throw Refusal.invalid(faults);
        };
    }
}
