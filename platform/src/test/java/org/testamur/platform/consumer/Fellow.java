package org.testamur.platform.consumer;

import io.quarkus.arc.All;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.work.BackgroundWork;

/** Another instance of the service in this process, with channels and clients of its own. */
@Identifier("fellow")
@ApplicationScoped
class Fellow implements KafkaConsumerRebalanceListener {

    private static final String SHARED = "mp.messaging.connector.smallrye-kafka.";

    private final KafkaConnector connector;
    private final List<EventConsumer> consumers;
    private final Intakes intakes;
    private final StoppedConsumers stoppedConsumers;
    private final BackgroundWork work;
    private final List<Cancellable> subscriptions = new ArrayList<>();
    private @Nullable IncomingRecords incoming;
    private ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private int started;

    Fellow(
            @Connector("smallrye-kafka") KafkaConnector connector,
            @All List<EventConsumer> consumers,
            Intakes intakes,
            StoppedConsumers stoppedConsumers,
            BackgroundWork work) {
        this.connector = connector;
        this.consumers = consumers;
        this.intakes = intakes;
        this.stoppedConsumers = stoppedConsumers;
        this.work = work;
    }

    void start() {
        started++;
        IncomingRecords records =
                new IncomingRecords(consumers, intakes, stoppedConsumers, work, "fellow-" + started + "-");
        records.open();
        incoming = records;
        looks = Executors.newSingleThreadScheduledExecutor();
        for (EventConsumer consumer : consumers) {
            ExecutorService thread = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().factory());
            subscriptions.add(Multi.createFrom()
                    .publisher(connector.getPublisher(config(consumer)))
                    .emitOn(thread, 1)
                    .onItem()
                    .transformToUniAndConcatenate(
                            poll -> Uni.createFrom().completionStage(() -> records.take(consumer, records(poll))))
                    .subscribe()
                    .with(done -> {}));
        }
        looks.scheduleWithFixedDelay(() -> records.channels().forEach(this::look), 100, 100, TimeUnit.MILLISECONDS);
    }

    void stop() throws InterruptedException {
        looks.shutdownNow();
        for (Channel channel : incoming().channels()) {
            channel.stop();
            channel.awaitEnd(Duration.ofSeconds(3));
        }
        subscriptions.forEach(Cancellable::cancel);
        subscriptions.clear();
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> client, Collection<TopicPartition> partitions) {
        incoming().onPartitionsAssigned(client, partitions);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> client, Collection<TopicPartition> partitions) {
        incoming().onPartitionsRevoked(client, partitions);
    }

    private void look(Channel channel) {
        KafkaConsumer<byte[], byte[]> client = connector.getConsumer(nameOf(channel.name()));
        if (client != null) {
            channel.look(client);
        }
    }

    private String nameOf(String consumer) {
        return "fellow-" + started + "-" + consumer;
    }

    private IncomingRecords incoming() {
        return Objects.requireNonNull(incoming);
    }

    @SuppressWarnings("unchecked")
    private static Message<ConsumerRecords<byte[], byte[]>> records(Message<?> poll) {
        return poll.withPayload(
                (ConsumerRecords<byte[], byte[]>) poll.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                        .orElseThrow()
                        .getRecords());
    }

    private Config config(EventConsumer consumer) {
        Map<String, String> attributes = new HashMap<>();
        Config shared = ConfigProvider.getConfig();
        for (String name : shared.getPropertyNames()) {
            if (name.startsWith(SHARED)) {
                attributes.put(name.substring(SHARED.length()), shared.getValue(name, String.class));
            }
        }
        attributes.put("connector", "smallrye-kafka");
        attributes.put("channel-name", nameOf(consumer.name()));
        attributes.put("topic", consumer.topic());
        attributes.put("group.id", consumer.name());
        attributes.put("consumer-rebalance-listener.name", "fellow");
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(attributes, "fellow", 100))
                .build();
    }
}
