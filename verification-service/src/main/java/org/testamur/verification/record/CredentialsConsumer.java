package org.testamur.verification.record;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.consumer.UnknownValues;
import org.testamur.platform.event.IncomingEvent;

/** Takes every change of a credential from issuance to {@link RecordCredentials}. */
@ApplicationScoped
class CredentialsConsumer implements BatchConsumer {

    private final RecordCredentials recordCredentials;
    private final UnknownValues unknown;
    private final IncomingRecords incoming;

    CredentialsConsumer(RecordCredentials recordCredentials, UnknownValues unknown, IncomingRecords incoming) {
        this.recordCredentials = recordCredentials;
        this.unknown = unknown;
        this.incoming = incoming;
    }

    @Incoming("verification.credentials")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "verification.credentials";
    }

    @Override
    public String topic() {
        return "issuance.credentials";
    }

    @Override
    public Kind kind() {
        return Kind.EFFECT;
    }

    @Override
    public boolean personal() {
        return true;
    }

    /** What cannot be read, and the erasures among them, are left for {@link #accept}. */
    @Override
    public Batch prepare(List<IncomingEvent> events) {
        Map<UUID, Arrival> arrivals = new HashMap<>();
        for (IncomingEvent event : events) {
            if (!event.isTombstone()) {
                try {
                    arrivals.put(event.key(), read(event));
                } catch (RuntimeException e) {
                    // It dies alone, where its reason is noted.
                    arrivals.remove(event.key());
                }
            }
        }
        return fresh -> write(fresh, arrivals);
    }

    private Arrival read(IncomingEvent event) {
        Arrival arrival = Arrival.of(event);
        if (arrival.credentialStatus().status().equals(CredentialStatus.CANNOT_TELL)) {
            unknown.count(name(), "state");
        }
        if (arrival.fact().hasUnknownReason()) {
            unknown.count(name(), "reasonCode");
        }
        return arrival;
    }

    private List<IncomingEvent> write(List<IncomingEvent> fresh, Map<UUID, Arrival> arrivals) {
        List<Arrival> readable = new ArrayList<>();
        for (IncomingEvent event : fresh) {
            Arrival arrival = arrivals.get(event.key());
            if (arrival != null) {
                readable.add(arrival);
            }
        }
        Set<UUID> recorded = readable.isEmpty()
                ? Set.of()
                : recordCredentials.recordAll(readable.getFirst().fact().institutionId(), readable).stream()
                        .map(Arrival::id)
                        .collect(Collectors.toSet());
        return fresh.stream().filter(event -> !recorded.contains(event.key())).toList();
    }

    @Override
    public void accept(IncomingEvent event) {
        if (!event.isTombstone()) {
            recordCredentials.record(read(event));
        } else if (event.tenant() != null) {
            recordCredentials.erase(event.key(), event.tenant(), null);
        }
    }
}
