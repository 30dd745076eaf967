package org.testamur.enrolment.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Keeps the organisations as the catalog tells them. */
@ApplicationScoped
class OrganisationsConsumer implements EventConsumer {

    private static final Set<String> KINDS = Set.of("institution", "employer");

    private final Organisations organisations;
    private final UnknownValues unknown;
    private final IncomingRecords incoming;

    OrganisationsConsumer(Organisations organisations, UnknownValues unknown, IncomingRecords incoming) {
        this.organisations = organisations;
        this.unknown = unknown;
        this.incoming = incoming;
    }

    @Incoming("enrolment.organisations")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "enrolment.organisations";
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
        return Kind.PROJECTION;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (event.isTombstone()) {
            organisations.remove(event.key());
        } else {
            OrganisationFact fact = event.data(OrganisationFact.class);
            // One of another kind is neither, and nobody acts for it here.
            String kind = unknown.isKnown(name(), "kind", KINDS, fact.kind()) ? String.valueOf(fact.kind()) : "other";
            organisations.put(new Organisation(
                    fact.organisationId(),
                    kind,
                    fact.slug(),
                    fact.name(),
                    fact.url(),
                    fact.timeZone(),
                    fact.logoUrl()));
        }
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("organisation", "id"));
    }
}
