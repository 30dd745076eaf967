package org.testamur.verification.reference;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Keeps {@link Organisations} as the catalogue tells it. */
@ApplicationScoped
class OrganisationsConsumer implements EventConsumer {

    private static final Set<String> KINDS = Set.of("institution", "employer");

    private final Organisations organisations;
    private final Parking parking;
    private final UnknownValues unknown;
    private final IncomingRecords incoming;

    OrganisationsConsumer(
            Organisations organisations, Parking parking, UnknownValues unknown, IncomingRecords incoming) {
        this.organisations = organisations;
        this.parking = parking;
        this.unknown = unknown;
        this.incoming = incoming;
    }

    @Incoming("verification.organisations")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    record OrganisationFact(
            UUID organisationId,
            @Nullable String kind,
            String slug,
            String name,
            String url,
            @Nullable String timeZone,
            @Nullable String logoUrl,
            @Nullable String brandColour) {}

    @Override
    public String name() {
        return "verification.organisations";
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
            return;
        }
        OrganisationFact fact = event.data(OrganisationFact.class);
        organisations.keep(new Organisation(
                fact.organisationId(),
                // One of another kind is shown by its name, and nobody acts for it here.
                unknown.isKnown(name(), "kind", KINDS, fact.kind()) ? String.valueOf(fact.kind()) : "other",
                fact.slug(),
                fact.name(),
                fact.url(),
                fact.timeZone(),
                fact.logoUrl(),
                fact.brandColour()));
        parking.arrived("organisation", fact.organisationId());
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("organisation", "organisation_id"));
    }
}
