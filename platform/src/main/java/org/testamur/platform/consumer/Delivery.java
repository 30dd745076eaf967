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
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.hibernate.StaleStateException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tracing.TracedRecord;
import org.testamur.platform.tracing.Traces;

/** Hands one event to one consumer, in one transaction, and sorts out what may go wrong. */
@ApplicationScoped
class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);
    private static final int TRIES = 5;
    private static final String CONFLICT = "was overtaken by others each time, and is tried again";

    private final Progress progress;
    private final StoppedConsumers stoppedConsumers;
    private final Retries retries;
    private final MeterRegistry metrics;
    private final Traces traces;

    Delivery(
            Progress progress,
            StoppedConsumers stoppedConsumers,
            Retries retries,
            MeterRegistry metrics,
            Traces traces) {
        this.progress = progress;
        this.stoppedConsumers = stoppedConsumers;
        this.retries = retries;
        this.metrics = metrics;
        this.traces = traces;
    }

    /** How a delivery ended; a failure of the infrastructure is none of these but an exception. */
    sealed interface Outcome {
        /** Done now, or done before. */
        record Taken() implements Outcome {}

        /**
         * Rolled back, and tried again later.
         *
         * @param reference what it waits for; null when others were ahead each time
         */
        record Waits(@Nullable String reference, String reason) implements Outcome {}

        /** Rolled back: it will not go through without an operator. */
        record Dead(Failure failure) implements Outcome {}
    }

    /** Takes what one poll brought, in a span of its own. */
    void poll(EventConsumer consumer, Supplier<List<IncomingEvent>> events, Runnable work) {
        traces.poll(consumer.name(), consumer.topic(), () -> traced(events.get()), work);
    }

    private static List<TracedRecord> traced(List<IncomingEvent> events) {
        return events.stream().map(Delivery::traced).toList();
    }

    private static TracedRecord traced(IncomingEvent event) {
        return new TracedRecord(event.key(), event.id(), event.tenant(), event.traceparent());
    }

    /**
     * Runs in a request context of its own, without which Hibernate knows no tenant.
     *
     * @param stillThere runs first, in the same transaction; when it says no, somebody else has seen to the event
     */
    @ActivateRequestContext
    Outcome deliver(EventConsumer consumer, IncomingEvent event, BooleanSupplier stillThere) {
        return traces.record(consumer.name(), consumer.topic(), traced(event), () -> {
            Outcome outcome = handOver(consumer, event, stillThere);
            switch (outcome) {
                case Outcome.Taken() -> {}
                case Outcome.Waits(var reference, var reason) -> traces.failed("waits");
                case Outcome.Dead(var failure) -> traces.failed("dead-letter");
            }
            return outcome;
        });
    }

    private Outcome handOver(EventConsumer consumer, IncomingEvent event, BooleanSupplier stillThere) {
        Access access = consumer.access(event);
        for (int attempt = 1; ; attempt++) {
            Heartbeat.beatCurrent();
            try {
                boolean first = access.call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> stillThere.getAsBoolean() && take(consumer, event)));
                if (first) {
                    stoppedConsumers.succeeded(consumer.name());
                    retries.succeeded(consumer, access);
                }
                return new Outcome.Taken();
            } catch (RuntimeException | Error e) {
                MissingReference missing = find(e, MissingReference.class);
                if (missing != null) {
                    return new Outcome.Waits(missing.reference(), String.valueOf(missing.getMessage()));
                }
                if (isInfrastructure(e)) {
                    throw failed(consumer, access, 1, e);
                }
                if (attempt == TRIES && isOptimisticConflict(e)) {
                    return new Outcome.Waits(null, CONFLICT);
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
        return traces.records(
                consumer.name(), consumer.topic(), () -> traced(events), () -> handOver(consumer, events, origin));
    }

    private List<IncomingEvent> handOver(BatchConsumer consumer, List<IncomingEvent> events, Origin origin) {
        Heartbeat.beatCurrent();
        Access access = consumer.access(events.getFirst());
        try {
            return access.call(() -> {
                List<IncomingEvent> newer = progress.newer(consumer.name(), consumer.topic(), events);
                if (newer.isEmpty()) {
                    return List.of();
                }
                BatchTimes times = new BatchTimes(metrics, consumer.name(), newer.size());
                BatchConsumer.Batch batch = times.preparing(() -> consumer.prepare(newer));
                List<IncomingEvent> left = times.writing(() -> QuarkusTransaction.requiringNew()
                        .call(() -> write(consumer, batch, origin.stillThere(newer), origin)));
                if (left.size() < newer.size()) {
                    stoppedConsumers.succeeded(consumer.name());
                    retries.succeeded(consumer, access);
                }
                return left;
            });
        } catch (RuntimeException | Error e) {
            if (isInfrastructure(e)) {
                throw failed(consumer, access, events.size(), e);
            }
            // What is poison in it shows when each is delivered alone.
            LOG.warnf(
                    "%s takes a batch of %d one by one after %s",
                    consumer.name(), events.size(), Failure.of(e).describe(consumer));
            return events;
        }
    }

    /** How many events with this access may be delivered together; at 1 they are to be delivered one by one. */
    int atOnce(BatchConsumer consumer, Access access) {
        return retries.atOnce(consumer, access);
    }

    /** Means that are away say so in a state of their own, and no smaller batch brings them back. */
    private InfrastructureFailure failed(EventConsumer consumer, Access access, int records, Throwable e) {
        if (!isUnavailable(e)) {
            retries.failed(consumer, access, records);
        }
        return new InfrastructureFailure(e);
    }

    private List<IncomingEvent> write(
            BatchConsumer consumer, BatchConsumer.Batch batch, List<IncomingEvent> events, Origin origin) {
        if (events.isEmpty()) {
            return List.of();
        }
        Progress.Advanced advanced = progress.advance(consumer.name(), consumer.topic(), events);
        List<IncomingEvent> fresh = events.stream().filter(advanced::has).toList();
        List<IncomingEvent> left = fresh.isEmpty() ? List.of() : batch.write(fresh);
        if (!left.isEmpty()) {
            progress.revert(advanced, left);
        }
        Set<IncomingEvent> leftOver = Set.copyOf(left);
        origin.seenTo(events.stream().filter(event -> !leftOver.contains(event)).toList());
        return left;
    }

    /** False when it was taken before. */
    private boolean take(EventConsumer consumer, IncomingEvent event) {
        boolean first = progress.advance(consumer.name(), consumer.topic(), List.of(event))
                .has(event);
        if (first) {
            consumer.accept(event);
        }
        return first;
    }

    /**
     * Classes of SQLSTATE that come from the record or from our own code, so that trying again is of no use: unsupported,
     * cardinality, data, integrity, prohibited, syntax or privilege, check option, too long for an index, raised by a
     * function.
     */
    private static final Set<String> OF_THE_RECORD =
            Set.of("0A", "21", "22", "23", "2F", "34", "38", "39", "42", "44", "54", "P0");

    /** What drivers and mappers throw when a value of the record cannot be written, at the commit too. */
    private static final List<Class<? extends RuntimeException>> OF_A_VALUE = List.of(
            ArithmeticException.class,
            DateTimeException.class,
            IllegalArgumentException.class,
            IndexOutOfBoundsException.class,
            NullPointerException.class,
            ClassCastException.class);

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
        return !isOptimisticConflict(e)
                && (find(e, SystemException.class) != null || find(e, RollbackException.class) != null)
                && find(e, PersistenceException.class) == null
                && OF_A_VALUE.stream().noneMatch(type -> find(e, type) != null);
    }

    /** Whether it is what the consumer works with that is away, not the database or the broker. */
    static boolean isUnavailable(Throwable e) {
        return find(e, TemporarilyUnavailable.class) != null;
    }

    /** Others changed what it had read: trying again helps, sooner or later. */
    static boolean isOptimisticConflict(Throwable e) {
        return find(e, OptimisticLockException.class) != null || find(e, StaleStateException.class) != null;
    }

    private static boolean isConflict(Throwable e) {
        SQLException sql = find(e, SQLException.class);
        return isOptimisticConflict(e)
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
