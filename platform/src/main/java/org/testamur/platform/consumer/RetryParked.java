package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;

/**
 * Tries parked records again whose time has come, the first of each key: together where their consumer takes batches,
 * then one by one. Once one finds a dependency unavailable, no other record of that dependency is tried.
 */
@ApplicationScoped
class RetryParked {

    private static final Logger LOG = Logger.getLogger(RetryParked.class);
    private static final int LOOK = 500;
    /** What is away may take its time to say so: others, who do not need it, are looked for again after this. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final Parking parking;
    private final AwaitedDependencies dependencies;
    private final Delivery delivery;
    private final DeadLetters deadLetters;
    private final StoppedConsumers stoppedConsumers;
    private final AgroalDataSource dataSource;
    private final Clock clock;

    RetryParked(
            Parking parking,
            AwaitedDependencies dependencies,
            Delivery delivery,
            DeadLetters deadLetters,
            StoppedConsumers stoppedConsumers,
            AgroalDataSource dataSource,
            Clock clock) {
        this.parking = parking;
        this.dependencies = dependencies;
        this.delivery = delivery;
        this.deadLetters = deadLetters;
        this.stoppedConsumers = stoppedConsumers;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Records that work with the same dependency. */
    private record Group(EventConsumer consumer, Access access, String dependency, boolean awaitsIt) {}

    /** Looks once; true when a record left parking, so that one behind it may go on. */
    boolean look(Map<String, EventConsumer> consumers) {
        Map<Group, Map<IncomingEvent, Parking.Parked>> groups = new LinkedHashMap<>();
        List<String> working = consumers.keySet().stream()
                .filter(name -> !stoppedConsumers.isStopped(name))
                .toList();
        for (Parking.Parked parked : parking.due(working, LOOK)) {
            EventConsumer consumer = Objects.requireNonNull(consumers.get(parked.consumer()));
            read(consumer, parked)
                    .ifPresent(event -> groups.computeIfAbsent(
                                    new Group(
                                            consumer,
                                            consumer.access(event),
                                            AwaitedDependencies.of(event),
                                            isAwaitingDependency(parked, event)),
                                    any -> new LinkedHashMap<>())
                            .put(event, parked));
        }
        long end = System.nanoTime() + LONGEST_LOOK.toNanos();
        boolean busy = false;
        // What waits for a dependency comes last: it may still be unavailable.
        for (boolean last : new boolean[] {false, true}) {
            for (var group : groups.entrySet()) {
                if (group.getKey().awaitsIt() == last && (!last || System.nanoTime() < end)) {
                    busy |= retry(
                            group.getKey().consumer(),
                            group.getKey().access(),
                            group.getKey().dependency(),
                            group.getValue());
                }
            }
        }
        return busy;
    }

    private Optional<IncomingEvent> read(EventConsumer consumer, Parking.Parked parked) {
        try {
            return Optional.of(IncomingEvent.of(parked.key(), parked.headers(), parked.value()));
        } catch (RuntimeException e) {
            deadLetter(consumer, parked, Failure.ofNoEvent(e));
            return Optional.empty();
        }
    }

    private static boolean isAwaitingDependency(Parking.Parked parked, IncomingEvent event) {
        return AwaitedDependencies.of(event).equals(parked.awaiting());
    }

    /** True when one of them left parking. */
    private boolean retry(
            EventConsumer consumer, Access access, String awaited, Map<IncomingEvent, Parking.Parked> group) {
        Map<IncomingEvent, Parking.Parked> left = new LinkedHashMap<>(group);
        Set<IncomingEvent> taken = new HashSet<>();
        try {
            int most = consumer instanceof BatchConsumer batches ? delivery.atOnce(batches, access) : 1;
            if (consumer instanceof BatchConsumer batches && group.size() > 1 && most > 1) {
                for (Map<IncomingEvent, Parking.Parked> part : parts(most, group)) {
                    taken.addAll(together(batches, part));
                    left.keySet().removeAll(taken);
                }
            }
            for (Map.Entry<IncomingEvent, Parking.Parked> one : List.copyOf(left.entrySet())) {
                if (stoppedConsumers.isStopped(consumer.name())) {
                    break;
                }
                if (alone(consumer, one.getKey(), one.getValue())) {
                    taken.add(one.getKey());
                }
                left.remove(one.getKey());
            }
        } catch (Delivery.InfrastructureFailure e) {
            LOG.warnf("%s retries %d parked records later: %s", consumer.name(), left.size(), e.getMessage());
            if (Delivery.isUnavailable(e)) {
                dependencies.postpone(consumer.name(), awaited, List.copyOf(left.values()));
                return !taken.isEmpty();
            }
            left.values().forEach(parking::postpone);
        }
        if (taken.stream().anyMatch(event -> isAwaitingDependency(Objects.requireNonNull(group.get(event)), event))) {
            dependencies.wake(consumer.name(), awaited);
        }
        return !taken.isEmpty();
    }

    /** As many at once as the consumer takes, and each id once: one may be written as several keys. */
    private static List<Map<IncomingEvent, Parking.Parked>> parts(int most, Map<IncomingEvent, Parking.Parked> group) {
        List<Map<IncomingEvent, Parking.Parked>> parts = new ArrayList<>();
        Set<UUID> keys = new HashSet<>();
        long bytes = 0;
        for (Map.Entry<IncomingEvent, Parking.Parked> one : group.entrySet()) {
            byte[] value = one.getKey().value();
            if (keys.add(one.getKey().key())) {
                bytes += value == null ? 0 : value.length;
                if (parts.isEmpty() || parts.getLast().size() >= most || bytes > Intake.LARGEST_BATCH_BYTES) {
                    parts.add(new LinkedHashMap<>());
                    bytes = value == null ? 0 : value.length;
                }
                parts.getLast().put(one.getKey(), one.getValue());
            }
        }
        return parts;
    }

    /** Those that were taken. */
    private Set<IncomingEvent> together(BatchConsumer consumer, Map<IncomingEvent, Parking.Parked> part) {
        ParkedBatch batch = new ParkedBatch(dataSource, part, clock.instant());
        List<IncomingEvent> left = delivery.deliver(consumer, batch.events(), batch);
        Set<IncomingEvent> taken = new HashSet<>(batch.taken());
        // If its transaction failed, all of it is left.
        left.forEach(taken::remove);
        return taken;
    }

    /** While its consumer has stopped, it waits where it is. */
    private void deadLetter(EventConsumer consumer, Parking.Parked parked, Failure failure) {
        if (!deadLetters.deadLetter(consumer, parked, failure)) {
            parking.postpone(parked);
        }
    }

    /** True when it was taken. */
    private boolean alone(EventConsumer consumer, IncomingEvent event, Parking.Parked parked) {
        Delivery.Outcome outcome;
        try {
            outcome = delivery.deliver(consumer, event, () -> parking.remove(parked));
        } catch (Delivery.InfrastructureFailure e) {
            if (Delivery.isUnavailable(e)) {
                throw e;
            }
            LOG.warnf("%s retries a parked record later: %s", consumer.name(), e.getMessage());
            // Longer each time: one that never ends within its time would leave the others little of it.
            String reason = "failed for the infrastructure: " + Failure.of(e).describe(consumer);
            QuarkusTransaction.requiringNew().run(() -> parking.waitOn(parked, parked.awaiting(), reason));
            return false;
        }
        switch (outcome) {
            case Delivery.Outcome.Taken() -> {}
            case Delivery.Outcome.Waits(String reference, String reason) ->
                QuarkusTransaction.requiringNew().run(() -> parking.waitOn(parked, reference, reason));
            case Delivery.Outcome.Dead(Failure failure) -> deadLetter(consumer, parked, failure);
        }
        return outcome instanceof Delivery.Outcome.Taken;
    }
}
