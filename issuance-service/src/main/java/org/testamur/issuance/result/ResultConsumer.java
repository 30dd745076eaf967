package org.testamur.issuance.result;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.event.IncomingEvent;

/** Results arrive: next is {@link DecideAward}, or for many at once {@link BatchedResults}. */
@ApplicationScoped
class ResultConsumer implements BatchConsumer {

    private final DecideAward decide;
    private final BatchedResults batches;

    ResultConsumer(DecideAward decide, BatchedResults batches) {
        this.decide = decide;
        this.batches = batches;
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
    public Kind kind() {
        return Kind.EFFECT;
    }

    @Override
    public Batch prepare(List<IncomingEvent> events) {
        return batches.prepare(events);
    }

    @Override
    public void accept(IncomingEvent event) {
        if (!event.isTombstone()) {
            decide.on(event.data(Result.class));
        }
    }
}
