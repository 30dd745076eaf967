package org.testamur.issuance.result;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Results arrive: next is {@link DecideAward}, or for many at once {@link BatchedResults}. */
@ApplicationScoped
class ResultConsumer implements BatchConsumer {

    private static final Logger LOG = Logger.getLogger(ResultConsumer.class);

    private final DecideAward decide;
    private final BatchedResults batches;
    private final UnknownValues unknown;
    private final IncomingRecords incoming;

    ResultConsumer(DecideAward decide, BatchedResults batches, UnknownValues unknown, IncomingRecords incoming) {
        this.decide = decide;
        this.batches = batches;
        this.unknown = unknown;
        this.incoming = incoming;
    }

    @Incoming("issuance.results")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "issuance.results";
    }

    @Override
    public String topic() {
        return "assessment.results";
    }

    @Override
    public boolean personal() {
        return true;
    }

    @Override
    public Kind kind() {
        return Kind.EFFECT;
    }

    @Override
    public Batch prepare(List<IncomingEvent> events) {
        return batches.prepare(events);
    }

    @Override
    public void accept(IncomingEvent event) {
        if (event.isTombstone()) {
            return;
        }
        Result result = event.data(Result.class);
        if (result.isOfKnownOutcome()) {
            decide.on(result, event.time());
        } else {
            unknown.count(name(), "outcome");
            LOG.warnf(
                    "revision %d of the result of the enrolment %s has an outcome that this release does not know:"
                            + " nothing changes",
                    result.revision(), result.enrolmentId());
        }
    }
}
