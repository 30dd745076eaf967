package org.testamur.platform.consumer;

import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.work.WorkKind;

/**
 * Holds what one poll brought to a consumer until every record is taken, parked or dead, while the client goes on polling:
 * for as long as the infrastructure is away or the consumer has stopped. Records of partitions that went to another instance
 * are given up, and all are when this instance stops. It commits what is done within a second, and before partitions go.
 */
final class Channel {

    private static final Logger LOG = Logger.getLogger(Channel.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long STOPPED_PAUSE_MILLIS = 1_000;
    private static final Duration HAND_OVER = Duration.ofSeconds(2);
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration STILL = Duration.ofMinutes(1);
    /** Longer than a client waits before it polls again after a failure. */
    private static final double POLLS_SECONDS = 10;

    private final EventConsumer consumer;
    private final Intake intake;
    private final StoppedConsumers stoppedConsumers;
    private final Heartbeat heartbeat;
    private final Lag lag;
    /** This instance's partitions, and the generation of the group in which it was given each. */
    private final Map<TopicPartition, Integer> owned = new ConcurrentHashMap<>();
    /** Where what is not settled begins; absent before the first records. */
    private final Map<TopicPartition, Long> settled = new ConcurrentHashMap<>();

    private final Offsets offsets = new Offsets(System.nanoTime());
    private final Semaphore working = new Semaphore(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long idleSince = System.nanoTime();

    Channel(EventConsumer consumer, Intake intake, StoppedConsumers stoppedConsumers, Heartbeat heartbeat) {
        this.consumer = consumer;
        this.intake = intake;
        this.stoppedConsumers = stoppedConsumers;
        this.heartbeat = heartbeat;
        this.lag = new Lag(consumer.topic());
    }

    EventConsumer consumer() {
        return consumer;
    }

    String name() {
        return consumer.name();
    }

    /** Not a number while it is not known. */
    double lag() {
        return lag.records();
    }

    /** Whether nothing is read though there is something to read: a client whose polls fail goes on polling. */
    boolean standsStill() {
        return working.availablePermits() > 0
                && standsStill(Duration.ofNanos(System.nanoTime() - idleSince), lag.behind());
    }

    static boolean standsStill(Duration broughtNothing, Duration behind) {
        return broughtNothing.compareTo(STILL) > 0 && behind.compareTo(STILL) > 0;
    }

    /** @param generation of the group when the records were read */
    void take(ConsumerRecords<byte[], byte[]> poll, int generation) {
        working.acquireUninterruptibly();
        try {
            WorkKind.MESSAGING.run(() -> heartbeat.run(() -> hold(poll, generation)));
        } finally {
            idleSince = System.nanoTime();
            working.release();
        }
    }

    private void hold(ConsumerRecords<byte[], byte[]> poll, int generation) {
        Map<TopicPartition, Long> left = new HashMap<>();
        poll.partitions()
                .forEach(partition ->
                        left.put(partition, poll.records(partition).getFirst().offset()));
        long pause = FIRST_PAUSE_MILLIS;
        while (stopping.getCount() > 0) {
            Heartbeat.beatCurrent();
            left.keySet().removeIf(partition -> !isOurs(partition, generation));
            left.forEach(settled::putIfAbsent);
            boolean stopped = !stoppedConsumers.mayTake(name());
            if (!stopped) {
                take(poll, left, generation);
            }
            if (left.isEmpty()) {
                return;
            }
            rest(stopped ? STOPPED_PAUSE_MILLIS : pause);
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    /** What came back to this instance meanwhile is read again from what was committed. */
    private boolean isOurs(TopicPartition partition, int generation) {
        Integer since = owned.get(partition);
        return since != null && since <= generation;
    }

    /** @param left where to begin; afterwards, where to begin again */
    private void take(ConsumerRecords<byte[], byte[]> poll, Map<TopicPartition, Long> left, int generation) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        left.forEach((partition, from) -> records.put(
                partition,
                poll.records(partition).stream()
                        .filter(record -> record.offset() >= from)
                        .toList()));
        try {
            Intake.Result result = intake.take(new ConsumerRecords<>(records, Map.of()));
            reached(result.done(), generation);
            left.keySet().retainAll(result.again().keySet());
            left.putAll(result.again());
        } catch (RuntimeException | Error e) {
            // Nothing ends a channel from this side: what failed may go well the next time.
            LOG.errorf(e, "%s takes again what one poll brought", name());
        }
    }

    private void rest(long millis) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debugf("%s gives up what it holds", name());
            }
        } catch (InterruptedException e) {
            // Only the end of the pool of threads does that.
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private synchronized void reached(Map<TopicPartition, OffsetAndMetadata> positions, int generation) {
        positions.forEach((partition, position) -> {
            if (isOurs(partition, generation)) {
                settled.put(partition, position.offset());
                offsets.reached(Map.of(partition, position));
            }
        });
    }

    synchronized void assigned(Consumer<?, ?> client, Collection<TopicPartition> partitions) {
        int generation = client.groupMetadata().generationId();
        partitions.forEach(partition -> owned.put(partition, generation));
    }

    /** Commits first, so that the next instance begins where this one ended. */
    synchronized void revoked(Consumer<?, ?> client, Collection<TopicPartition> partitions) {
        owned.keySet().removeAll(partitions);
        settled.keySet().removeAll(partitions);
        Map<TopicPartition, OffsetAndMetadata> all = offsets.all();
        if (!all.isEmpty()) {
            try {
                client.commitSync(all, HAND_OVER);
            } catch (KafkaException e) {
                failed(all, e);
            }
        }
    }

    private synchronized void commit(Consumer<?, ?> client) {
        offsets.tell(
                System.nanoTime(),
                due -> client.commitAsync(due, (positions, failure) -> {
                    if (failure != null) {
                        failed(due, failure);
                    }
                }),
                this::failed);
    }

    private synchronized void failed(Map<TopicPartition, OffsetAndMetadata> positions, Exception failure) {
        LOG.infof("%s could not commit its offsets, and tries again: %s", name(), failure.getMessage());
        offsets.failed(positions, owned.keySet());
    }

    /**
     * Commits, measures and beats where the client polls. One that polls no more, as after a failure that nobody mends, has
     * no heartbeat.
     */
    void look(KafkaConsumer<byte[], byte[]> client) {
        if (looking.compareAndSet(false, true)) {
            client.runOnPollingThread(polling -> {
                        look(polling);
                    })
                    .subscribe()
                    .with(done -> looking.set(false), failure -> {
                        lag.isUnknown();
                        looking.set(false);
                    });
        }
    }

    private void look(Consumer<byte[], byte[]> polling) {
        commit(polling);
        boolean idle = working.availablePermits() > 0;
        if (idle && polls(polling)) {
            heartbeat.beat();
        }
        // A position is behind the marks of transactions too, and counts when nothing that is read waits.
        boolean quiet = idle && System.nanoTime() - idleSince > QUIET_NANOS;
        lag.measure(polling, quiet ? Map.of() : settled);
    }

    private static boolean polls(Consumer<?, ?> polling) {
        return polling.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("last-poll-seconds-ago"))
                .map(metric -> metric.getValue().metricValue())
                .anyMatch(ago -> ago instanceof Double seconds && seconds >= 0 && seconds < POLLS_SECONDS);
    }

    /** Gives up what is held. */
    void stop() {
        stopping.countDown();
    }

    /** Waits until nothing is held. */
    void awaitEnd(Duration patience) throws InterruptedException {
        if (working.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            working.release();
        }
        heartbeat.end();
    }
}
