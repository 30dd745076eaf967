package org.testamur.enrolment.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the published micro-credentials as the catalog tells them. */
@ApplicationScoped
class MicroCredentialsConsumer implements EventConsumer {

    private final MicroCredentials microCredentials;
    private final UnknownValues unknown;
    private final IncomingRecords incoming;

    MicroCredentialsConsumer(MicroCredentials microCredentials, UnknownValues unknown, IncomingRecords incoming) {
        this.microCredentials = microCredentials;
        this.unknown = unknown;
        this.incoming = incoming;
    }

    @Incoming("enrolment.micro-credentials")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "enrolment.micro-credentials";
    }

    @Override
    public String topic() {
        return "catalog.micro-credentials";
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
            microCredentials.remove(event.key());
        } else {
            MicroCredentialFact fact = event.data(MicroCredentialFact.class);
            microCredentials.put(fact, fact.knownState().orElseGet(this::unknownState));
        }
    }

    /** Running enrolments finish and no new one begins. */
    private KnownMicroCredential.State unknownState() {
        unknown.count(name(), "state");
        return KnownMicroCredential.State.CLOSED;
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("micro_credential", "id"));
    }
}
