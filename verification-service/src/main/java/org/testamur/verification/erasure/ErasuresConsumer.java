package org.testamur.verification.erasure;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
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
import org.testamur.platform.tenancy.Access;

/** Takes erasures to {@link EraseLearner}. */
@ApplicationScoped
public class ErasuresConsumer implements EventConsumer {

    private final EraseLearner eraseLearner;
    private final IncomingRecords incoming;

    ErasuresConsumer(EraseLearner eraseLearner, IncomingRecords incoming) {
        this.eraseLearner = eraseLearner;
        this.incoming = incoming;
    }

    @Incoming("verification.erasures")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    public record ErasureFact(UUID learnerId, @Nullable Instant erasedAt) {}

    @Override
    public String name() {
        return "verification.erasures";
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
    public Access access(IncomingEvent event) {
        return Access.everywhere();
    }

    @Override
    public void accept(IncomingEvent event) {
        if (!event.isTombstone()) {
            ErasureFact fact = event.data(ErasureFact.class);
            eraseLearner.erase(fact.learnerId(), Objects.requireNonNullElse(fact.erasedAt(), event.time()));
        }
    }
}
