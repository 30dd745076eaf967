package org.testamur.issuance.erasure;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.event.IncomingEvent;

/** Consumes erasures of learners. Next is {@link EraseLearner}. */
@ApplicationScoped
class ErasureConsumer implements EventConsumer {

    private final EraseLearner erase;
    private final IncomingRecords incoming;

    ErasureConsumer(EraseLearner erase, IncomingRecords incoming) {
        this.erase = erase;
        this.incoming = incoming;
    }

    @Incoming("issuance.erasures")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    /** What issuance reads of the fact. */
    record Erased(
            UUID learnerId,
            @Nullable List<UUID> enrolmentIds,
            @Nullable Instant erasedAt) {}

    @Override
    public String name() {
        return "issuance.erasures";
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
        Erased erased = event.data(Erased.class);
        erase.erase(
                erased.learnerId(),
                Objects.requireNonNullElse(erased.enrolmentIds(), List.of()),
                Objects.requireNonNullElse(erased.erasedAt(), event.time()));
    }
}
