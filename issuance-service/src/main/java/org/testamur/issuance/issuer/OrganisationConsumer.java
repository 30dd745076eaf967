package org.testamur.issuance.issuer;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Consumes new and changed institutions. Next is {@link SetUpIssuer}. */
@ApplicationScoped
class OrganisationConsumer implements EventConsumer {

    private static final Set<String> KINDS = Set.of("institution", "employer");

    private final SetUpIssuer setUp;
    private final UnknownValues unknown;
    private final IncomingRecords incoming;

    OrganisationConsumer(SetUpIssuer setUp, UnknownValues unknown, IncomingRecords incoming) {
        this.setUp = setUp;
        this.unknown = unknown;
        this.incoming = incoming;
    }

    @Incoming("issuance.organisations")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "issuance.organisations";
    }

    @Override
    public String topic() {
        return "catalog.organisations";
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
        if (!event.isTombstone()) {
            Organisation organisation = event.data(Organisation.class);
            // One of another kind issues nothing.
            if (unknown.isKnown(name(), "kind", KINDS, organisation.kind())) {
                setUp.of(organisation);
            }
        }
    }
}
