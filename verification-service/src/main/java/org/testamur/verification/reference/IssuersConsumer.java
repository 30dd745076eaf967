package org.testamur.verification.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
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
import org.testamur.platform.consumer.Parking;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Keeps {@link Issuers} as issuance tells it. */
@ApplicationScoped
class IssuersConsumer implements EventConsumer {

    private final Issuers issuers;
    private final Parking parking;
    private final UnknownValues unknown;
    private final IncomingRecords incoming;

    IssuersConsumer(Issuers issuers, Parking parking, UnknownValues unknown, IncomingRecords incoming) {
        this.issuers = issuers;
        this.parking = parking;
        this.unknown = unknown;
        this.incoming = incoming;
    }

    @Incoming("verification.issuers")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    record IssuerFact(
            UUID institutionId,
            String issuerId,
            String issuerBaseUrl,
            JsonNode didDocument,
            @Nullable List<IssuerKey> keys) {}

    @Override
    public String name() {
        return "verification.issuers";
    }

    @Override
    public String topic() {
        return "issuance.issuers";
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
        IssuerFact fact = event.data(IssuerFact.class);
        List<IssuerKey> keys = Objects.requireNonNullElse(fact.keys(), List.of());
        if (!keys.stream().allMatch(IssuerKey::isInKnownState)) {
            unknown.count(name(), "keys.state");
        }
        issuers.keep(new Issuer(fact.institutionId(), fact.issuerId(), fact.issuerBaseUrl(), fact.didDocument(), keys));
        parking.arrived("issuer", fact.institutionId());
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("issuer", "institution_id"));
    }
}
