package org.testamur.verification.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;

/**
 * Keeps a learner's name while somebody vouches for it and they consent to its being shown, and which employers may have
 * their links.
 */
@ApplicationScoped
class LearnersConsumer implements EventConsumer {

    private static final int MOST_EMPLOYERS = 1_000;
    private static final List<String> VOUCHING = List.of("identity-provider", "staff");

    private final Learners learners;
    private final EmployerConsents consents;
    private final IncomingRecords incoming;

    LearnersConsumer(Learners learners, EmployerConsents consents, IncomingRecords incoming) {
        this.learners = learners;
        this.consents = consents;
        this.incoming = incoming;
    }

    @Incoming("verification.learners")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    record LearnerFact(
            UUID learnerId,
            @Nullable String name,
            @Nullable NameConfirmation nameConfirmation,
            @Nullable Consents consents) {

        /** The name, if somebody vouches for it and the learner lets it be shown. */
        Optional<String> shown() {
            boolean may = consents != null
                    && consents.name()
                    && nameConfirmation != null
                    && nameConfirmation.method() != null
                    && VOUCHING.contains(nameConfirmation.method());
            return may ? Optional.ofNullable(name).filter(text -> !text.isBlank()) : Optional.empty();
        }
    }

    /** A method that is not known here confirms nothing. */
    record NameConfirmation(@Nullable String method) {}

    /** @param employers organisation ids; what is no id is nobody's */
    record Consents(boolean name, @Nullable List<@Nullable String> employers) {

        List<UUID> toEmployers() {
            return employers == null
                    ? List.of()
                    : employers.stream()
                            .flatMap(id -> id(id).stream())
                            .distinct()
                            .limit(MOST_EMPLOYERS)
                            .toList();
        }

        private static Optional<UUID> id(@Nullable String text) {
            try {
                return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public String name() {
        return "verification.learners";
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
    public Access access(IncomingEvent event) {
        return Access.everywhere();
    }

    @Override
    public boolean personal() {
        return true;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (event.isTombstone()) {
            learners.hide(event.key());
            consents.withdrawAll(event.key());
            return;
        }
        LearnerFact fact = event.data(LearnerFact.class);
        boolean erased = learners.isErased(fact.learnerId());
        Consents given = erased ? null : fact.consents();
        consents.keep(fact.learnerId(), given == null ? List.of() : given.toEmployers());
        fact.shown()
                .filter(name -> !erased)
                .ifPresentOrElse(name -> learners.show(fact.learnerId(), name), () -> learners.hide(fact.learnerId()));
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("shown_name", "learner_id"), new Rows("employer_consent", "learner_id"));
    }
}
