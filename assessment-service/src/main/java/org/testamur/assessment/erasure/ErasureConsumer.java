package org.testamur.assessment.erasure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.batch.EraseBatchRows;
import org.testamur.assessment.evidence.EraseEvidence;
import org.testamur.assessment.reference.References;
import org.testamur.assessment.result.EraseResults;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.event.IncomingEvent;

/**
 * Erases a learner.
 *
 * <p>Log-ins, the link from enrolment to learner, scores, evidence, reasons, rows of batches, parked records and stored
 * replies go; on the topic of results each of the learner's keys ends with a tombstone. What stays is the institution's
 * record of its own work: that somebody of its staff, on a day, found an outcome on an enrolment that is nobody's any more.
 * What the learner did as staff stays too, under no name ({@link ForgetLogins}).
 */
@ApplicationScoped
class ErasureConsumer implements EventConsumer {

    private final References references;
    private final EraseResults results;
    private final EraseBatchRows batchRows;
    private final EraseEvidence evidence;
    private final Parking parking;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final IncomingRecords incoming;

    ErasureConsumer(
            References references,
            EraseResults results,
            EraseBatchRows batchRows,
            EraseEvidence evidence,
            Parking parking,
            Clock clock,
            MeterRegistry metrics,
            IncomingRecords incoming) {
        this.references = references;
        this.results = results;
        this.batchRows = batchRows;
        this.evidence = evidence;
        this.parking = parking;
        this.clock = clock;
        this.metrics = metrics;
        this.incoming = incoming;
    }

    @Incoming("assessment.erasures")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "assessment.erasures";
    }

    @Override
    public String topic() {
        return "enrolment.erasures";
    }

    @Override
    public boolean personal() {
        return false;
    }

    @Override
    public Kind kind() {
        return Kind.EFFECT;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (event.isTombstone()) {
            return;
        }
        ErasureFact told = event.data(ErasureFact.class);
        List<UUID> enrolments = Objects.requireNonNullElse(told.enrolmentIds(), List.of());
        List<UUID> pending = batchRows.of(told.learnerId(), enrolments);
        references.forget(told.learnerId(), enrolments);
        evidence.of(told.learnerId(), enrolments);
        int erased = results.of(told.learnerId(), enrolments, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        parking.erase(Map.of("learnerId", List.of(told.learnerId()), "enrolmentId", enrolments));
        batchRows.count(pending);
        Counter.builder("testamur.results.erased")
                .description("Results whose learner was erased")
                .register(metrics)
                .increment(erased);
    }

    /** The fields that matter here. */
    record ErasureFact(UUID learnerId, @Nullable List<UUID> enrolmentIds) {}
}
