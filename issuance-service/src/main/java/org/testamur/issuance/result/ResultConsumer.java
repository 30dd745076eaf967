package org.testamur.issuance.result;

import jakarta.enterprise.context.ApplicationScoped;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;

/** A result arrives: next is {@link DecideAward}. */
@ApplicationScoped
class ResultConsumer implements EventConsumer {

    private final DecideAward decide;

    ResultConsumer(DecideAward decide) {
        this.decide = decide;
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
    public void accept(IncomingEvent event) {
        if (!event.isTombstone()) {
            decide.on(event.data(Result.class));
        }
    }
}
