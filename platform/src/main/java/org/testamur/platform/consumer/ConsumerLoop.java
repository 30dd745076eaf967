package org.testamur.platform.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/** Reads one topic for one consumer, poll by poll, and goes on whatever a record holds. */
final class ConsumerLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final EventConsumer consumer;
    private final Function<Optional<String>, KafkaConsumer<byte[], byte[]>> clients;
    private final Delivery delivery;
    private final Intake intake;
    private final AtomicBoolean rebuild = new AtomicBoolean();
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
                client.subscribe(List.of(consumer.topic()));
                while (running) {
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

    /** Does not wait: whoever is given these records again recognises them. */
    private void commit(KafkaConsumer<byte[], byte[]> client, Map<TopicPartition, OffsetAndMetadata> done) {
        if (done.isEmpty()) {
            return;
        }
        client.commitAsync(done, (positions, failure) -> {
            if (failure != null) {
                LOG.infof("%s could not note how far it is: %s", consumer.name(), failure.getMessage());
            }
        });
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
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(100, pauseMillis * 2));
        try {
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
