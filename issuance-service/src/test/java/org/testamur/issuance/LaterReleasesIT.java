package org.testamur.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
class LaterReleasesIT extends IssuanceITCase {

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
        assertEquals(List.of(), faults);
        assertTrue(metrics.find("testamur.consumer.unknown.values").counters().stream()
                .map(counter -> counter.getId().getTag("consumer") + " "
                        + counter.getId().getTag("member"))
                .toList()
                .containsAll(List.of("issuance.organisations kind", "issuance.results outcome")));
    }

    @Test
    void anOutcomeThatIsNotKnownChangesNothing() {
        Campus campus = new Campus(events);
        campus.tellAll().tellResult(1, "passed", 87);
        String id = awaitAward(campus, "issued").getString("credentialId");
        campus.tellResult(2, FutureFacts.UNKNOWN, 87);
        Campus other = campus.withAnotherLearner();
        other.tellLearner(1);
        other.tellEnrolment();
        other.tellResult(1, FutureFacts.UNKNOWN, 87);
        // Behind them in the topic or not, each key goes on.
        campus.tellResult(3, "passed", 87);
        other.tellResult(2, "passed", 87);
        awaitAward(other, "issued");
        await(
                () -> count(
                        "select max(version) from consumed_version where consumer = 'issuance.results'"
                                + " and key in (:a, :b)",
                        campus,
                        campus),
                version -> version == 3);
        assertEquals(id, awaitAward(campus, "issued").getString("credentialId"));
        assertEquals(1, awaitAward(campus, "issued").getInt("awardNumber"));
        assertEquals(0, count("select count(*) from parked_event where key in (:a, :b)", campus, other));
    }

    private long count(String sql, Campus a, Campus b) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery(sql)
                                .setParameter("a", a.enrolment.toString())
                                .setParameter("b", b.enrolment.toString())
                                .getSingleResult())
                        .longValue());
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
