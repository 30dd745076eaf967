package org.testamur.platform.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.testamur.platform.health.Heartbeat;

/** Reads one topic for one consumer, poll by poll, and goes on whatever a record holds. */
final class ConsumerLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration HAND_OVER = Duration.ofSeconds(2);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    /** To note each poll would cost the broker as much as to serve it; whoever reads some again recognises them. */
    private static final long COMMIT_PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final EventConsumer consumer;
    private final Function<Optional<String>, KafkaConsumer<byte[], byte[]>> clients;
    private final Delivery delivery;
    private final Intake intake;
    private final AtomicBoolean rebuild = new AtomicBoolean();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private long committedAt = System.nanoTime();
    private volatile boolean running = true;
    private volatile long lag;
    private long pauseMillis;

    ConsumerLoop(
            EventConsumer consumer,
            Function<Optional<String>, KafkaConsumer<byte[], byte[]>> clients,
            Delivery delivery,
            Parking parking,
            AwaitedMeans means,
            DeadLetters deadLetters) {
        this.consumer = consumer;
        this.clients = clients;
        this.delivery = delivery;
        this.intake = new Intake(consumer, delivery, parking, means, deadLetters);
    }

    EventConsumer consumer() {
        return consumer;
    }

    long lag() {
        return lag;
    }

    void stop() {
        running = false;
    }

    /** Before the next poll, empties the projection and reads its topic again from the beginning. */
    void rebuild() {
        rebuild.set(true);
    }

    @Override
    public void run() {
        while (running) {
            try (KafkaConsumer<byte[], byte[]> client = clients.apply(Optional.of(consumer.name()))) {
                uncommitted.clear();
                client.subscribe(List.of(consumer.topic()), new HandOver(client));
                while (running) {
                    Heartbeat.beatCurrent();
                    if (rebuild.get()) {
                        startOver();
                    }
                    commit(client, take(client, client.poll(POLL)));
                    measure(client);
                }
            } catch (WakeupException e) {
                LOG.debug("woken");
            } catch (KafkaException e) {
                LOG.warnf("%s starts over: %s", consumer.name(), e.getMessage());
                pause();
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "%s starts over", consumer.name());
                pause();
            }
        }
    }

    /** Takes the records as far as it goes; what must be taken again is read again. Gives how far it came. */
    private Map<TopicPartition, OffsetAndMetadata> take(
            KafkaConsumer<byte[], byte[]> client, ConsumerRecords<byte[], byte[]> records) {
        Intake.Result result = intake.take(records);
        result.again().forEach(client::seek);
        if (result.again().isEmpty()) {
            pauseMillis = 0;
        } else {
            pause();
        }
        return result.done();
    }

    /** Does not wait, and not each time: whoever is given these records again recognises them. */
    private void commit(KafkaConsumer<byte[], byte[]> client, Map<TopicPartition, OffsetAndMetadata> done) {
        uncommitted.putAll(done);
        long now = System.nanoTime();
        if (uncommitted.isEmpty() || now - committedAt < COMMIT_PAUSE_NANOS) {
            return;
        }
        committedAt = now;
        client.commitAsync(Map.copyOf(uncommitted), (positions, failure) -> {
            if (failure != null) {
                LOG.infof("%s could not note how far it is: %s", consumer.name(), failure.getMessage());
            }
        });
        uncommitted.clear();
    }

    /** Tells whoever is given partitions next how far this instance came. */
    private final class HandOver implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> client;

        HandOver(KafkaConsumer<byte[], byte[]> client) {
            this.client = client;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (uncommitted.isEmpty()) {
                return;
            }
            try {
                client.commitSync(Map.copyOf(uncommitted), HAND_OVER);
            } catch (KafkaException e) {
                LOG.infof("%s could not note how far it is: %s", consumer.name(), e.getMessage());
            }
            uncommitted.clear();
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            uncommitted.clear();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
    }

    /**
     * Reads the whole topic with a client outside the group: other instances keep their partitions and go on, and the
     * guard of versions sorts out what both take.
     */
    private void startOver() {
        LOG.infof("%s is rebuilt from the beginning of %s", consumer.name(), consumer.topic());
        delivery.startOver(consumer);
        try (KafkaConsumer<byte[], byte[]> client = clients.apply(Optional.empty())) {
            List<TopicPartition> partitions = client.partitionsFor(consumer.topic()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            client.assign(partitions);
            client.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = client.endOffsets(partitions);
            while (running
                    && ends.entrySet().stream().anyMatch(end -> client.position(end.getKey()) < end.getValue())) {
                Heartbeat.beatCurrent();
                take(client, client.poll(POLL));
            }
        }
        // If it is stopped or fails before, all begins again.
        rebuild.set(!running);
    }

    private void measure(KafkaConsumer<byte[], byte[]> client) {
        long sum = 0;
        for (TopicPartition partition : client.assignment()) {
            sum += client.currentLag(partition).orElse(0);
        }
        lag = sum;
    }

    private void pause() {
        Heartbeat.beatCurrent();
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(100, pauseMillis * 2));
        try {
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
