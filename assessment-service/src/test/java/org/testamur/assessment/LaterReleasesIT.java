package org.testamur.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.testing.FutureFacts;

/** Facts of a later release are read in the most careful way: none becomes a dead letter. */
@QuarkusTest
class LaterReleasesIT {

    @Inject
    @All
    List<EventConsumer> consumers;

    @Inject
    EntityManager entities;

    @Inject
    MeterRegistry metrics;

    @Test
    void everyConsumerTakesEveryExampleAsALaterReleaseMayTellIt() {
        List<String> faults = new ArrayList<>();
        for (EventConsumer consumer : consumers) {
            for (String fault : FutureFacts.faults(consumer.topic(), fact -> take(consumer, fact))) {
                faults.add(consumer.name() + ": " + fault);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(metrics.find("testamur.consumer.unknown.values").counters())
                .extracting(counter -> counter.getId().getTag("consumer") + " "
                        + counter.getId().getTag("member"))
                .contains("assessment.enrolments state", "assessment.organisations kind");
    }

    /** As it is delivered alone and in a batch, and taken back. */
    private void take(EventConsumer consumer, FutureFacts.Fact fact) {
        IncomingEvent event = IncomingEvent.of(fact.key(), fact.headers(), fact.bytes());
        List<IncomingEvent> one = List.of(event);
        consumer.access(event).run(() -> {
            takenBack(() -> consumer.accept(event));
            if (consumer instanceof BatchConsumer batches) {
                BatchConsumer.Batch batch = batches.prepare(one);
                takenBack(() -> batch.write(one));
            }
        });
    }

    private void takenBack(Runnable work) {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                work.run();
                entities.flush();
                throw new TakenBack();
            });
        } catch (TakenBack e) {
            // It went as far as it goes.
        }
    }

    private static final class TakenBack extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
