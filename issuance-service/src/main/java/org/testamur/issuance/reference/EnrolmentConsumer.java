package org.testamur.issuance.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.event.IncomingEvent;

/** Keeps {@link Enrolments} as the enrolment service tells them. */
@ApplicationScoped
class EnrolmentConsumer implements EventConsumer {

    private final Enrolments enrolments;
    private final Learners learners;
    private final MergedLearners merged;
    private final Parking parking;
    private final IncomingRecords incoming;

    EnrolmentConsumer(
            Enrolments enrolments,
            Learners learners,
            MergedLearners merged,
            Parking parking,
            IncomingRecords incoming) {
        this.merged = merged;
        this.enrolments = enrolments;
        this.learners = learners;
        this.parking = parking;
        this.incoming = incoming;
    }

    @Incoming("issuance.enrolments")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
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
            enrolments
                    .learnerOf(enrolment.enrolmentId())
                    .filter(before -> !before.equals(enrolment.learnerId()))
                    .ifPresent(before -> merged.merged(before, enrolment.learnerId()));
            enrolments.put(enrolment);
        }
        parking.arrived(Enrolments.ENROLMENT, event.key());
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("enrolment", "enrolment_id"));
    }
}
