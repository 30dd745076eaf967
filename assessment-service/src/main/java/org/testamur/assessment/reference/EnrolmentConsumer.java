package org.testamur.assessment.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the enrolments. */
@ApplicationScoped
class EnrolmentConsumer implements EventConsumer {

    private final EntityManager entities;
    private final References references;
    private final UnknownValues unknown;
    private final Instance<MovedEnrolments> moved;
    private final IncomingRecords incoming;

    EnrolmentConsumer(
            EntityManager entities,
            References references,
            UnknownValues unknown,
            @Any Instance<MovedEnrolments> moved,
            IncomingRecords incoming) {
        this.moved = moved;
        this.entities = entities;
        this.references = references;
        this.unknown = unknown;
        this.incoming = incoming;
    }

    @Incoming("assessment.enrolments")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "assessment.enrolments";
    }

    @Override
    public String topic() {
        return "enrolment.enrolments";
    }

    @Override
    public boolean personal() {
        return false;
    }

    @Override
    public Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (event.isTombstone()) {
            references.lockedEnrolment(event.key()).ifPresent(Enrolment::erase);
            return;
        }
        EnrolmentFact told = event.data(EnrolmentFact.class);
        if (!Objects.equals(event.tenant(), told.institutionId())) {
            throw new IllegalArgumentException("the enrolment belongs to another institution than the event says");
        }
        boolean erased = references.isErasedForGood(told.learnerId());
        Enrolment enrolment = references.lockedEnrolment(told.enrolmentId()).orElseGet(() -> {
            Enrolment fresh = new Enrolment(
                    told.enrolmentId(), told.microCredentialId(), told.microCredentialVersion(), told.enrolledAt());
            entities.persist(fresh);
            return fresh;
        });
        enrolment
                .learnerId()
                .filter(before -> !erased && !before.equals(told.learnerId()))
                .ifPresent(before -> moved.forEach(each -> each.moved(told.enrolmentId(), before, told.learnerId())));
        enrolment.concerns(told.microCredentialId(), told.microCredentialVersion(), told.enrolledAt());
        if (!erased) {
            enrolment.is(state(told.state()), told.learnerId());
        }
    }

    /** In a state that is not known, nothing is recorded on it. */
    private Enrolment.State state(@Nullable String told) {
        return switch (told) {
            case "active" -> Enrolment.State.ACTIVE;
            case "withdrawn" -> Enrolment.State.WITHDRAWN;
            case null, default -> {
                unknown.count(name(), "state");
                yield Enrolment.State.UNKNOWN;
            }
        };
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("enrolment", "id"));
    }

    /** The fields that matter here. */
    record EnrolmentFact(
            UUID enrolmentId,
            UUID institutionId,
            UUID learnerId,
            UUID microCredentialId,
            int microCredentialVersion,
            @Nullable String state,
            Instant enrolledAt) {}
}
