package org.testamur.issuance.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.event.IncomingEvent;

/** Keeps {@link Enrolments} as the enrolment service tells them. */
@ApplicationScoped
class EnrolmentConsumer implements EventConsumer {

    private final Enrolments enrolments;
    private final Learners learners;
    private final Parking parking;

    EnrolmentConsumer(Enrolments enrolments, Learners learners, Parking parking) {
        this.enrolments = enrolments;
        this.learners = learners;
        this.parking = parking;
    }

    @Override
    public String name() {
        return "issuance.enrolments";
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
            enrolments.remove(event.key());
            return;
        }
        Enrolment enrolment = event.data(Enrolment.class);
        if (!learners.isErasedFromNowOn(enrolment.learnerId())) {
            enrolments.put(enrolment);
        }
        parking.arrived(Enrolments.ENROLMENT, event.key());
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("enrolment", "enrolment_id"));
    }
}
