package org.testamur.issuance.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.event.IncomingEvent;

/** Updates {@link Learners} from enrolment's events. An erased learner stays erased when an older event arrives. */
@ApplicationScoped
class LearnerConsumer implements EventConsumer {

    private final Learners learners;
    private final MergedLearners merged;
    private final Parking parking;
    private final IncomingRecords incoming;

    LearnerConsumer(Learners learners, MergedLearners merged, Parking parking, IncomingRecords incoming) {
        this.merged = merged;
        this.learners = learners;
        this.parking = parking;
        this.incoming = incoming;
    }

    @Incoming("issuance.learners")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    /** Who vouches for a name; of any other method nobody knows what it is worth, and the name counts as not confirmed. */
    private static final Set<String> CONFIRMING = Set.of("identity-provider", "staff");

    /** What issuance reads of the fact. */
    record LearnerFact(
            UUID learnerId,
            String name,
            @Nullable NameConfirmation nameConfirmation,
            @Nullable String email,
            @Nullable String did,
            @Nullable Instant didProvedAt,
            @Nullable List<Learners.Login> logins,
            @Nullable PublishedConsents consents,
            @Nullable UUID mergedInto) {

        record NameConfirmation(@Nullable String method) {}

        record PublishedConsents(boolean name, boolean evidence, boolean result, boolean identifier) {}

        Learner learner() {
            boolean confirmed = nameConfirmation != null
                    && nameConfirmation.method() != null
                    && CONFIRMING.contains(nameConfirmation.method());
            PublishedConsents told =
                    Objects.requireNonNullElse(consents, new PublishedConsents(false, false, false, false));
            return new Learner(
                    learnerId,
                    name,
                    confirmed ? Learner.NameStatus.CONFIRMED : Learner.NameStatus.UNCONFIRMED,
                    email,
                    did,
                    new Learner.Consents(
                            told.name(),
                            told.evidence(),
                            told.result(),
                            told.identifier() ? Learner.IdentifierConsent.GIVEN : Learner.IdentifierConsent.NEVER));
        }
    }

    @Override
    public String name() {
        return "issuance.learners";
    }

    @Override
    public String topic() {
        return "enrolment.learners";
    }

    @Override
    public Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    public boolean personal() {
        return true;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (event.isTombstone()) {
            learners.erase(event.key(), event.time());
            parking.arrived(Learners.LEARNER, event.key());
            return;
        }
        if (learners.isErasedFromNowOn(event.key())) {
            return;
        }
        LearnerFact told = event.data(LearnerFact.class);
        learners.put(
                told.learner(),
                told.didProvedAt() != null,
                Objects.requireNonNullElse(told.logins(), List.of()),
                event.version());
        if (told.mergedInto() != null) {
            merged.merged(event.key(), told.mergedInto());
        }
        parking.arrived(Learners.LEARNER, event.key());
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("learner", "learner_id"));
    }
}
