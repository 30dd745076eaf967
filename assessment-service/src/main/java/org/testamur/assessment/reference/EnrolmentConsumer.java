package org.testamur.assessment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the enrolments. */
@ApplicationScoped
class EnrolmentConsumer implements EventConsumer {

    private final EntityManager entities;
    private final References references;
    private final UnknownValues unknown;

    EnrolmentConsumer(EntityManager entities, References references, UnknownValues unknown) {
        this.entities = entities;
        this.references = references;
        this.unknown = unknown;
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
        Told told = event.data(Told.class);
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
    public void clear() {
        entities.createQuery("delete from Enrolment").executeUpdate();
    }

    /** The fields that matter here. */
    record Told(
            UUID enrolmentId,
            UUID institutionId,
            UUID learnerId,
            UUID microCredentialId,
            int microCredentialVersion,
            @Nullable String state,
            Instant enrolledAt) {}
}
