package org.testamur.platform.consumer;

import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.testamur.platform.work.BackgroundWork;

/**
 * Where the channels of SmallRye Reactive Messaging hand over records and report their partitions. Each
 * {@link EventConsumer} has one method with {@code @Incoming} of its own name and {@code @Blocking("consumers")} that calls
 * {@link #take} and nothing else; the channel's topic and group stand in the service's settings, and what all channels
 * share in the platform's.
 */
@Default
@Identifier("testamur")
@ApplicationScoped
public class IncomingRecords implements KafkaConsumerRebalanceListener {

    private final Map<String, Channel> channels;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    @Inject
    IncomingRecords(
            @All List<EventConsumer> consumers,
            Intakes intakes,
            StoppedConsumers stoppedConsumers,
            BackgroundWork work) {
        this(consumers, intakes, stoppedConsumers, work, "consumer-");
    }

    /** @param prefix of the names of heartbeats */
    IncomingRecords(
            List<EventConsumer> consumers,
            Intakes intakes,
            StoppedConsumers stoppedConsumers,
            BackgroundWork work,
            String prefix) {
        channels = consumers.stream()
                .map(consumer -> new Channel(
                        consumer, intakes.of(consumer), stoppedConsumers, work.heartbeat(prefix + consumer.name())))
                .collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
    }

    /** Returns when every record of a poll is taken, parked, dead or another instance's; never fails. */
    public CompletionStage<Void> take(EventConsumer consumer, Message<ConsumerRecords<byte[], byte[]>> poll) {
        opened.join();
        // Each delivery has a request context of its own.
        ManagedContext request = Arc.requireContainer().requestContext();
        if (request.isActive()) {
            request.deactivate();
        }
        int generation = poll.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow()
                .getConsumerGroupGenerationId();
        channel(consumer.name()).take(poll.getPayload(), generation);
        // There is nothing to acknowledge: the channel commits by itself.
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> client, Collection<TopicPartition> partitions) {
        channel(client.groupMetadata().groupId()).assigned(client, partitions);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> client, Collection<TopicPartition> partitions) {
        channel(client.groupMetadata().groupId()).revoked(client, partitions);
    }

    private Channel channel(String consumer) {
        return Objects.requireNonNull(channels.get(consumer), consumer);
    }

    /** Lets records in. */
    void open() {
        opened.complete(null);
    }

    Collection<Channel> channels() {
        return channels.values();
    }
}
