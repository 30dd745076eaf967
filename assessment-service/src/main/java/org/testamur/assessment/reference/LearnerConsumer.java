package org.testamur.assessment.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.event.IncomingEvent;

/**
 * Keeps which log-ins are which learner's, the name, and what institutions name the learner by, and nothing else of a
 * person.
 */
@ApplicationScoped
class LearnerConsumer implements EventConsumer {

    private final EntityManager entities;
    private final References references;
    private final IncomingRecords incoming;

    LearnerConsumer(EntityManager entities, References references, IncomingRecords incoming) {
        this.entities = entities;
        this.references = references;
        this.incoming = incoming;
    }

    @Incoming("assessment.learners")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "assessment.learners";
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
        boolean erased = references.isErasedForGood(event.key());
        if (event.isTombstone()) {
            references.end(event.key());
            return;
        }
        if (erased) {
            return;
        }
        Learner known = entities.find(Learner.class, event.key());
        Learner learner = known == null ? new Learner(event.key()) : known;
        LearnerFact told = event.data(LearnerFact.class);
        learner.logsInAs(Objects.requireNonNullElse(told.logins(), Set.of()));
        // A merged record says nothing more of the person.
        learner.isNamed(told.mergedInto() == null ? told.name() : null);
        learner.isKnownBy(told.mergedInto() == null ? told.email() : null, told.byInstitution());
        if (known == null) {
            entities.persist(learner);
        }
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("learner", "id"));
    }

    /** The fields that matter here; a learner registered by staff has no log-ins yet. */
    record LearnerFact(
            UUID learnerId,
            @Nullable Set<Login> logins,
            @Nullable String name,
            @Nullable String email,
            @Nullable List<InstitutionNumber> numbers,
            @Nullable UUID mergedInto) {

        record InstitutionNumber(UUID institutionId, String number) {}

        Map<String, String> byInstitution() {
            return numbers == null
                    ? Map.of()
                    : numbers.stream()
                            .collect(Collectors.toMap(
                                    each -> each.institutionId().toString(),
                                    InstitutionNumber::number,
                                    (first, second) -> second));
        }
    }
}
