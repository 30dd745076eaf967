package org.testamur.platform.consumer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;

/**
 * Takes the records of one poll: the first of each key in batches where the consumer takes batches, then all that is
 * left one by one, in order of arrival.
 */
final class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);
    /** What a consumer makes of a batch is several times as large and held in memory. */
    static final int LARGEST_BATCH_BYTES = 2 * 1024 * 1024;
    /** So often a record is tried before it makes way for those behind it in its partition. */
    private static final int TRIES = 3;

    private final EventConsumer consumer;
    private final Delivery delivery;
    private final Parking parking;
    private final AwaitedDependencies dependencies;
    private final DeadLetters deadLetters;
    private final StoppedConsumers stoppedConsumers;
    /** Of each partition the record that failed last for the infrastructure. */
    private final Map<TopicPartition, Tries> tries = new ConcurrentHashMap<>();

    Intake(
            EventConsumer consumer,
            Delivery delivery,
            Parking parking,
            AwaitedDependencies dependencies,
            DeadLetters deadLetters,
            StoppedConsumers stoppedConsumers) {
        this.stoppedConsumers = stoppedConsumers;
        this.consumer = consumer;
        this.delivery = delivery;
        this.parking = parking;
        this.dependencies = dependencies;
        this.deadLetters = deadLetters;
    }

    /**
     * How far a poll was taken.
     *
     * @param done the position after the last record of each partition before which nothing is left to do
     * @param again where partitions are to be read from again, because the infrastructure failed or the consumer has
     *     stopped
     */
    record Result(Map<TopicPartition, OffsetAndMetadata> done, Map<TopicPartition, Long> again) {}

    Result take(ConsumerRecords<byte[], byte[]> records) {
        List<Arrival> arrivals = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            records.records(partition).forEach(record -> arrivals.add(new Arrival(partition, record)));
        }
        try {
            delivery.poll(
                    consumer, () -> events(arrivals), () -> Access.everywhere().run(() -> take(arrivals)));
        } catch (Delivery.InfrastructureFailure e) {
            LOG.warnf("%s retries: %s", consumer.name(), e.getMessage());
        }
        return result(arrivals);
    }

    private static List<IncomingEvent> events(List<Arrival> arrivals) {
        return arrivals.stream()
                .map(arrival -> arrival.event)
                .filter(Objects::nonNull)
                .toList();
    }

    private void take(List<Arrival> arrivals) {
        if (arrivals.isEmpty() || isStopped()) {
            return;
        }
        Set<String> held = new HashSet<>(parking.heldKeys(
                consumer.name(), arrivals.stream().map(arrival -> arrival.key).collect(Collectors.toSet())));
        Set<TopicPartition> failed = new HashSet<>();
        Map<String, Integer> away = new HashMap<>();
        if (consumer instanceof BatchConsumer batches) {
            for (List<Arrival> batch : batches(batches, arrivals, held)) {
                takeAtOnce(batches, batch, away);
            }
        }
        for (Arrival arrival : arrivals) {
            if (!arrival.settled && !failed.contains(arrival.partition) && !isStopped()) {
                try {
                    arrival.settled = takeAlone(arrival, held, away);
                    if (!arrival.settled) {
                        failed.add(arrival.partition);
                    }
                } catch (Delivery.InfrastructureFailure e) {
                    LOG.warnf(
                            "%s retries %s@%d: %s",
                            consumer.name(), arrival.partition, arrival.record.offset(), e.getMessage());
                    arrival.settled = makesWay(arrival, held, e);
                    if (!arrival.settled) {
                        failed.add(arrival.partition);
                    }
                }
            }
        }
    }

    private record Tries(long offset, int count) {}

    /**
     * A record that fails every time while the database takes writes, because it never ends within its time or for another
     * reason that looks like the infrastructure's, is tried again from parking, after longer and longer pauses.
     */
    private boolean makesWay(Arrival arrival, Set<String> held, Delivery.InfrastructureFailure failure) {
        long offset = arrival.record.offset();
        Tries now = tries.merge(
                arrival.partition,
                new Tries(offset, 1),
                (before, first) -> before.offset() == offset ? new Tries(offset, before.count() + 1) : first);
        if (now.count() < TRIES) {
            return false;
        }
        try {
            parking.park(
                    consumer.name(),
                    arrival.record,
                    "waiting",
                    null,
                    "failed " + now.count() + " times for the infrastructure: "
                            + Failure.of(failure).describe(consumer));
        } catch (Delivery.InfrastructureFailure e) {
            return false;
        }
        tries.remove(arrival.partition);
        held.add(arrival.key);
        LOG.errorf("%s parks %s@%d, which failed %d times", consumer.name(), arrival.partition, offset, now.count());
        return true;
    }

    /** Of each key the first record, if it can be read and nothing of its key is parked. */
    private List<List<Arrival>> batches(BatchConsumer consumer, List<Arrival> arrivals, Set<String> held) {
        Map<Access, List<List<Arrival>>> batches = new LinkedHashMap<>();
        Map<Access, Long> bytes = new HashMap<>();
        Set<String> seen = new HashSet<>(held);
        Set<Object> keys = new HashSet<>();
        for (Arrival arrival : arrivals) {
            IncomingEvent event = arrival.event;
            // One id may be written as several keys.
            if (!seen.add(arrival.key) || event == null || !keys.add(event.key())) {
                continue;
            }
            Access access = consumer.access(event);
            int most = delivery.atOnce(consumer, access);
            if (most == 1) {
                continue;
            }
            List<List<Arrival>> same = batches.computeIfAbsent(access, any -> new ArrayList<>());
            long size = event.value() == null ? 0 : event.value().length;
            long sum = bytes.merge(access, size, Long::sum);
            if (same.isEmpty() || same.getLast().size() >= most || sum > LARGEST_BATCH_BYTES) {
                same.add(new ArrayList<>());
                bytes.put(access, size);
            }
            same.getLast().add(arrival);
        }
        return batches.values().stream().flatMap(List::stream).toList();
    }

    /** What was left over is not settled and comes one by one. */
    private void takeAtOnce(BatchConsumer consumer, List<Arrival> batch, Map<String, Integer> away) {
        Map<IncomingEvent, Arrival> byEvent = new HashMap<>();
        List<IncomingEvent> events = new ArrayList<>(batch.size());
        for (Arrival arrival : batch) {
            if (arrival.event != null) {
                byEvent.put(arrival.event, arrival);
                events.add(arrival.event);
            }
        }
        if (away.containsKey(AwaitedDependencies.of(events.getFirst()))) {
            return;
        }
        try {
            Set<IncomingEvent> left = Set.copyOf(delivery.deliver(consumer, events, Delivery.Origin.TOPIC));
            byEvent.forEach((event, arrival) -> arrival.settled = !left.contains(event));
        } catch (Delivery.InfrastructureFailure e) {
            LOG.warnf("%s retries a batch of %d: %s", consumer.name(), batch.size(), e.getMessage());
            if (!Delivery.isUnavailable(e)) {
                throw e;
            }
            isAway(events.getFirst(), away);
        }
    }

    /** Others may work with something else: those who do without wait in parking, as long as there is room. */
    private void isAway(IncomingEvent event, Map<String, Integer> away) {
        away.computeIfAbsent(AwaitedDependencies.of(event), awaited -> dependencies.room(consumer.name(), awaited));
    }

    /** False when it has to stay in its topic. */
    private boolean takeAlone(Arrival arrival, Set<String> held, Map<String, Integer> away) {
        ConsumerRecord<byte[], byte[]> record = arrival.record;
        IncomingEvent event = arrival.event;
        if (held.contains(arrival.key)) {
            parking.park(consumer.name(), record, "behind", null, "behind an earlier record of its key");
            return true;
        }
        if (event == null) {
            return isDeadLettered(arrival, Failure.ofNoEvent(Objects.requireNonNull(arrival.fault)), held);
        }
        if (!away.containsKey(AwaitedDependencies.of(event))) {
            try {
                return deliver(arrival, event, held);
            } catch (Delivery.InfrastructureFailure e) {
                if (!Delivery.isUnavailable(e)) {
                    throw e;
                }
                LOG.warnf("%s parks %s@%d: %s", consumer.name(), arrival.partition, record.offset(), e.getMessage());
                isAway(event, away);
            }
        }
        String awaited = AwaitedDependencies.of(event);
        if (away.merge(awaited, -1, Integer::sum) < 0) {
            return false;
        }
        parking.park(consumer.name(), record, "waiting", awaited, AwaitedDependencies.REASON);
        held.add(arrival.key);
        return true;
    }

    private boolean deliver(Arrival arrival, IncomingEvent event, Set<String> held) {
        return switch (delivery.deliver(consumer, event, () -> true)) {
            case Delivery.Outcome.Taken() -> true;
            case Delivery.Outcome.Waits(String reference, String reason) -> {
                parking.park(consumer.name(), arrival.record, "waiting", reference, reason);
                held.add(arrival.key);
                yield true;
            }
            case Delivery.Outcome.Dead(Failure failure) -> isDeadLettered(arrival, failure, held);
        };
    }

    private boolean isStopped() {
        return stoppedConsumers.isStopped(consumer.name());
    }

    private boolean isDeadLettered(Arrival arrival, Failure failure, Set<String> held) {
        ConsumerRecord<byte[], byte[]> record = arrival.record;
        LOG.errorf(
                "%s cannot take %s-%d@%d: %s",
                consumer.name(), record.topic(), record.partition(), record.offset(), failure.describe(consumer));
        try {
            boolean dead = deadLetters.deadLetter(consumer, record, failure);
            if (dead) {
                held.add(arrival.key);
            }
            return dead;
        } catch (RuntimeException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
    }

    private static Result result(List<Arrival> arrivals) {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        Map<TopicPartition, Long> again = new HashMap<>();
        for (Arrival arrival : arrivals) {
            if (again.containsKey(arrival.partition)) {
                continue;
            }
            if (arrival.settled) {
                done.put(arrival.partition, new OffsetAndMetadata(arrival.record.offset() + 1));
            } else {
                again.put(arrival.partition, arrival.record.offset());
            }
        }
        return new Result(done, again);
    }

    /** A record, and whether there is nothing left to do for it. */
    private static final class Arrival {

        final TopicPartition partition;
        final ConsumerRecord<byte[], byte[]> record;
        final String key;
        final @Nullable IncomingEvent event;
        final @Nullable RuntimeException fault;
        boolean settled;

        Arrival(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
            this.partition = partition;
            this.record = record;
            this.key = Parking.keyOf(record);
            IncomingEvent event = null;
            RuntimeException fault = null;
            try {
                event = IncomingEvent.of(record);
            } catch (RuntimeException e) {
                fault = e;
            }
            this.event = event;
            this.fault = fault;
        }
    }
}
