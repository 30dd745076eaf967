package org.testamur.platform.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.testamur.platform.health.Heartbeat;

/**
 * Reads one topic for one consumer, poll by poll, and goes on whatever a record holds. What becomes of records is for
 * {@link Intake}; while the consumer has stopped, nothing is read and its partitions stay its own.
 */
final class ConsumerLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration HAND_OVER = Duration.ofSeconds(2);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final EventConsumer consumer;
    private final Supplier<KafkaConsumer<byte[], byte[]>> clients;
    private final Intake intake;
    private final StoppedConsumers stops;
    private final Lag lag;
    private final Offsets offsets = new Offsets(System.nanoTime());
    private volatile boolean running = true;
    private long pauseMillis;

    ConsumerLoop(
            EventConsumer consumer,
            Supplier<KafkaConsumer<byte[], byte[]>> clients,
            Intake intake,
            StoppedConsumers stops) {
        this.consumer = consumer;
        this.clients = clients;
        this.intake = intake;
        this.stops = stops;
        this.lag = new Lag(consumer.topic());
    }

    EventConsumer consumer() {
        return consumer;
    }

    /** Not a number while it is not known. */
    double lag() {
        return lag.records();
    }

    void stop() {
        running = false;
    }

    @Override
    public void run() {
        while (running) {
            try (KafkaConsumer<byte[], byte[]> client = clients.get()) {
                offsets.forget();
                client.subscribe(List.of(consumer.topic()), new HandOver(client));
                while (running) {
                    Heartbeat.beatCurrent();
                    pauseOrResume(client);
                    commit(client, take(client, client.poll(POLL)));
                    lag.measure(client);
                }
            } catch (WakeupException e) {
                LOG.debug("woken");
            } catch (KafkaException e) {
                lag.isUnknown();
                LOG.warnf("%s starts over: %s", consumer.name(), e.getMessage());
                pause();
            } catch (RuntimeException | Error e) {
                lag.isUnknown();
                LOG.errorf(e, "%s starts over", consumer.name());
                pause();
            }
        }
    }

    /** Polls go on while the consumer has stopped: whoever does not poll loses its partitions. */
    private void pauseOrResume(KafkaConsumer<byte[], byte[]> client) {
        if (stops.isStopped(consumer.name())) {
            client.pause(client.assignment());
        } else if (!client.paused().isEmpty()) {
            client.resume(client.paused());
        }
    }

    /** Takes the records as far as it goes; what must be taken again is read again. Gives how far it came. */
    private Map<TopicPartition, OffsetAndMetadata> take(
            KafkaConsumer<byte[], byte[]> client, ConsumerRecords<byte[], byte[]> records) {
        Intake.Result result = intake.take(records);
        result.again().forEach(client::seek);
        if (result.again().isEmpty()) {
            pauseMillis = 0;
        } else if (!stops.isStopped(consumer.name())) {
            pause();
        }
        return result.done();
    }

    /** Does not wait: whoever is given these records again recognises them. */
    private void commit(KafkaConsumer<byte[], byte[]> client, Map<TopicPartition, OffsetAndMetadata> done) {
        offsets.reached(done);
        Map<TopicPartition, OffsetAndMetadata> due = offsets.due(System.nanoTime());
        if (!due.isEmpty()) {
            client.commitAsync(due, (positions, failure) -> {
                if (failure != null) {
                    isNotNoted(failure);
                    offsets.failed(due, client.assignment());
                }
            });
        }
    }

    private void isNotNoted(Exception failure) {
        LOG.infof("%s could not note how far it is, and tries again: %s", consumer.name(), failure.getMessage());
    }

    /** Tells whoever is given partitions next how far this instance came. */
    private final class HandOver implements ConsumerRebalanceListener {

        private final KafkaConsumer<byte[], byte[]> client;

        HandOver(KafkaConsumer<byte[], byte[]> client) {
            this.client = client;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> all = offsets.all();
            if (all.isEmpty()) {
                return;
            }
            try {
                client.commitSync(all, HAND_OVER);
            } catch (KafkaException e) {
                isNotNoted(e);
                offsets.failed(
                        all,
                        client.assignment().stream()
                                .filter(partition -> !partitions.contains(partition))
                                .toList());
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            offsets.forget();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (stops.isStopped(consumer.name())) {
                client.pause(partitions);
            }
        }
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
