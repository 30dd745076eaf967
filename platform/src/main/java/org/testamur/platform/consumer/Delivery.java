package org.testamur.platform.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.projection.Progress;
import org.testamur.platform.tenancy.Access;

/** Hands one event to one consumer, in one transaction, and sorts out what may go wrong. */
@ApplicationScoped
class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final int TRIES = 5;

    private final Progress progress;
    private final Inbox inbox;
    private final Parking parking;
    private final MeterRegistry metrics;

    Delivery(Progress progress, Inbox inbox, Parking parking, MeterRegistry metrics) {
        this.progress = progress;
        this.inbox = inbox;
        this.parking = parking;
        this.metrics = metrics;
    }

    /** How a delivery ended; a failure of the infrastructure is none of these but an exception. */
    sealed interface Outcome {
        /** Done now, or done before. */
        record Taken() implements Outcome {}

        /** Rolled back: something it refers to is not here. */
        record Waits(MissingReference missing) implements Outcome {}

        /** Rolled back: it will not go through without an operator. */
        record Dead(Failure failure) implements Outcome {}
    }

    /**
     * Runs in a request context of its own, without which Hibernate knows no tenant.
     *
     * @param stillThere runs first, in the same transaction; when it says no, somebody else has seen to the event
     */
    @ActivateRequestContext
    Outcome deliver(EventConsumer consumer, IncomingEvent event, BooleanSupplier stillThere) {
        for (int attempt = 1; ; attempt++) {
            try {
                consumer.access(event)
                        .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                            if (stillThere.getAsBoolean()) {
                                take(consumer, event);
                            }
                        }));
                return new Outcome.Taken();
            } catch (RuntimeException | Error e) {
                MissingReference missing = find(e, MissingReference.class);
                if (missing != null) {
                    return new Outcome.Waits(missing);
                }
                if (isInfrastructure(e)) {
                    throw new InfrastructureFailure(e);
                }
                if (!isConflict(e) || attempt == TRIES) {
                    return new Outcome.Dead(Failure.of(e));
                }
            }
        }
    }

    /** Where events that are delivered together come from; asked in the transaction that takes them. */
    interface Origin {

        /** A topic: whoever else has them too, notes of what was taken sort that out. */
        Origin TOPIC = new Origin() {
            @Override
            public List<IncomingEvent> stillThere(List<IncomingEvent> events) {
                return events;
            }

            @Override
            public void seenTo(List<IncomingEvent> events) {}
        };

        /** Those that nobody else has seen to, held until the transaction ends. */
        List<IncomingEvent> stillThere(List<IncomingEvent> events);

        /** Nothing is left to do for these. */
        void seenTo(List<IncomingEvent> events);
    }

    /**
     * Hands many events of distinct keys and one access to a consumer; nothing is kept of what it leaves over.
     *
     * @return those that are to be delivered one by one
     */
    @ActivateRequestContext
    List<IncomingEvent> deliver(BatchConsumer consumer, List<IncomingEvent> events, Origin origin) {
        try {
            return consumer.access(events.getFirst()).call(() -> {
                List<IncomingEvent> newer = progress.newer(consumer.name(), consumer.topic(), events);
                if (newer.isEmpty()) {
                    return List.of();
                }
                BatchTimes times = new BatchTimes(metrics, consumer.name(), newer.size());
                BatchConsumer.Batch batch = times.preparing(() -> consumer.prepare(newer));
                return times.writing(() -> QuarkusTransaction.requiringNew()
                        .call(() -> write(consumer, batch, origin.stillThere(newer), origin)));
            });
        } catch (RuntimeException | Error e) {
            if (isInfrastructure(e)) {
                throw new InfrastructureFailure(e);
            }
            // What is poison in it shows when each is delivered alone.
            LOG.warnf(
                    "%s takes a batch of %d one by one after %s",
                    consumer.name(), events.size(), Failure.of(e).told(consumer));
            return events;
        }
    }

    private List<IncomingEvent> write(
            BatchConsumer consumer, BatchConsumer.Batch batch, List<IncomingEvent> events, Origin origin) {
        if (events.isEmpty()) {
            return List.of();
        }
        Progress.Advanced advanced = progress.advance(consumer.name(), consumer.topic(), events);
        List<IncomingEvent> fresh = fresh(consumer, advanced, events);
        List<IncomingEvent> left = fresh.isEmpty() ? List.of() : batch.write(fresh);
        if (!left.isEmpty()) {
            progress.takeBack(advanced, left);
            if (consumer.kind() == EventConsumer.Kind.EFFECT) {
                inbox.takeBack(consumer.name(), left);
            }
        }
        Set<IncomingEvent> leftOver = Set.copyOf(left);
        origin.seenTo(events.stream().filter(event -> !leftOver.contains(event)).toList());
        return left;
    }

    /** Empties a projection and forgets how far it was, in one transaction. */
    @ActivateRequestContext
    void startOver(EventConsumer consumer) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                    progress.forget(consumer.name());
                    parking.forget(consumer.name());
                    consumer.clear();
                    // What another instance took and committed after the first look is no longer there either.
                    progress.forget(consumer.name());
                }));
    }

    private void take(EventConsumer consumer, IncomingEvent event) {
        List<IncomingEvent> one = List.of(event);
        if (!fresh(consumer, progress.advance(consumer.name(), consumer.topic(), one), one)
                .isEmpty()) {
            consumer.accept(event);
        }
    }

    /** Those that were not taken before, by version and, for effects, by id. */
    private List<IncomingEvent> fresh(EventConsumer consumer, Progress.Advanced advanced, List<IncomingEvent> events) {
        List<IncomingEvent> newer = events.stream().filter(advanced::has).toList();
        return newer.isEmpty() || consumer.kind() == EventConsumer.Kind.PROJECTION
                ? newer
                : inbox.firstTimes(consumer.name(), newer);
    }

    /**
     * Classes of SQLSTATE that come from the record or from our own code, so that trying again is of no use: unsupported,
     * cardinality, data, integrity, prohibited, syntax or privilege, check option, too long for an index, raised by a
     * function.
     */
    private static final Set<String> OF_THE_RECORD =
            Set.of("0A", "21", "22", "23", "2F", "34", "38", "39", "42", "44", "54", "P0");

    static boolean isInfrastructure(Throwable e) {
        if (isUnavailable(e)) {
            return true;
        }
        if (find(e, VirtualMachineError.class) != null && find(e, StackOverflowError.class) == null) {
            return true;
        }
        SQLException sql = find(e, SQLException.class);
        if (sql != null) {
            String state = sql.getSQLState();
            // 25P02: a statement of this transaction failed before and the failure was swallowed.
            return state == null
                    || !(state.equals("25P02")
                            || OF_THE_RECORD.contains(state.substring(0, Math.min(2, state.length()))));
        }
        return find(e, OptimisticLockException.class) == null
                && (find(e, SystemException.class) != null || find(e, RollbackException.class) != null)
                && find(e, PersistenceException.class) == null;
    }

    /** Whether it is what the consumer works with that is away, not the database or the broker. */
    static boolean isUnavailable(Throwable e) {
        return find(e, TemporarilyUnavailable.class) != null;
    }

    private static boolean isConflict(Throwable e) {
        SQLException sql = find(e, SQLException.class);
        return find(e, OptimisticLockException.class) != null
                || (sql != null
                        && sql.getSQLState() != null
                        && sql.getSQLState().startsWith("23"));
    }

    /** Looks at causes first, then at what was suppressed and its causes: a failing commit tells why only there. */
    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(e));
        while (!open.isEmpty()) {
            Throwable at = open.removeFirst();
            if (!seen.add(at)) {
                continue;
            }
            if (type.isInstance(at)) {
                return type.cast(at);
            }
            if (at.getCause() != null) {
                open.addFirst(at.getCause());
            }
            open.addAll(Arrays.asList(at.getSuppressed()));
        }
        return null;
    }

    /** The database, the broker or what a consumer works with is away: the record is taken again later. */
    static final class InfrastructureFailure extends RuntimeException {

        private static final long serialVersionUID = 1;

        InfrastructureFailure(Throwable cause) {
            super(cause);
        }
    }
}
