package org.testamur.assessment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the enrolments. */
@ApplicationScoped
class EnrolmentConsumer implements EventConsumer {

    private final EntityManager entities;
    private final References references;

    EnrolmentConsumer(EntityManager entities, References references) {
        this.entities = entities;
        this.references = references;
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
        if (!erased) {
            enrolment.is(
                    switch (told.state()) {
                        case "active" -> Enrolment.State.ACTIVE;
                        case "withdrawn" -> Enrolment.State.WITHDRAWN;
                        default -> throw new IllegalArgumentException("an enrolment is never " + told.state());
                    },
                    told.learnerId());
        }
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
            String state,
            Instant enrolledAt) {}
}
