package org.testamur.issuance.learner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.event.IncomingEvent;

/** Keeps {@link Learners} as enrolment tells them; one who is erased stays so, whatever an old event says. */
@ApplicationScoped
class LearnerConsumer implements EventConsumer {

    private final Learners learners;
    private final Parking parking;

    LearnerConsumer(Learners learners, Parking parking) {
        this.learners = learners;
        this.parking = parking;
    }

    /** What issuance reads of the fact. */
    record Told(
            UUID learnerId,
            String name,
            @Nullable String email,
            @Nullable String did,
            @Nullable List<Learners.Login> logins,
            Learner.@Nullable Consents consents) {}

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
        Told told = event.data(Told.class);
        learners.put(
                new Learner(
                        told.learnerId(),
                        told.name(),
                        told.email(),
                        told.did(),
                        Objects.requireNonNullElse(told.consents(), new Learner.Consents(false, false, false))),
                Objects.requireNonNullElse(told.logins(), List.of()),
                event.version());
        parking.arrived(Learners.LEARNER, event.key());
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("learner", "learner_id"));
    }
}
