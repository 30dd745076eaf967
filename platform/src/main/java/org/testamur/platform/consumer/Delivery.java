package org.testamur.platform.consumer;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.projection.Progress;
import org.testamur.platform.tenancy.Access;

/** Hands one event to one consumer, in one transaction, and sorts out what may go wrong. */
@ApplicationScoped
class Delivery {

    private static final int TRIES = 5;

    private final Progress progress;
    private final Inbox inbox;

    Delivery(Progress progress, Inbox inbox) {
        this.progress = progress;
        this.inbox = inbox;
    }

    /** How a delivery ended; a failure of the infrastructure is none of these but an exception. */
    sealed interface Outcome {
        /** Done now, or done before. */
        record Taken() implements Outcome {}

        /** Rolled back: something it refers to is not here. */
        record Waits(MissingReference missing) implements Outcome {}

        /** Rolled back: it will not go through without an operator. */
        record Dead(String reason) implements Outcome {}
    }

    /**
     * Runs in a request context of its own, without which Hibernate knows no tenant.
     *
     * @param inSameTransaction runs first, in the same transaction
     */
    @ActivateRequestContext
    Outcome deliver(EventConsumer consumer, IncomingEvent event, Runnable inSameTransaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                consumer.access(event)
                        .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                            inSameTransaction.run();
                            take(consumer, event);
                        }));
                return new Outcome.Taken();
            } catch (RuntimeException e) {
                MissingReference missing = find(e, MissingReference.class);
                if (missing != null) {
                    return new Outcome.Waits(missing);
                }
                if (isInfrastructure(e)) {
                    throw new InfrastructureFailure(e);
                }
                if (!isConflict(e) || attempt == TRIES) {
                    return new Outcome.Dead(reason(e));
                }
            }
        }
    }

    /** Empties a projection and forgets how far it was, in one transaction. */
    @ActivateRequestContext
    void startOver(EventConsumer consumer) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                    progress.forget(consumer.name());
                    consumer.clear();
                }));
    }

    private void take(EventConsumer consumer, IncomingEvent event) {
        if (!progress.advance(consumer.name(), consumer.topic(), event.key().toString(), event.version())) {
            return;
        }
        if (consumer.kind() == EventConsumer.Kind.EFFECT && !inbox.firstTime(consumer.name(), event)) {
            return;
        }
        consumer.accept(event);
    }

    static boolean isInfrastructure(Throwable e) {
        SQLException sql = find(e, SQLException.class);
        if (sql != null) {
            String state = sql.getSQLState();
            // 22 data, 23 integrity, 42 syntax or privilege, P0 raised by a function: these come from the record.
            return state == null
                    || !(state.startsWith("22")
                            || state.startsWith("23")
                            || state.startsWith("42")
                            || state.startsWith("P0"));
        }
        return find(e, OptimisticLockException.class) == null
                && (find(e, SystemException.class) != null || find(e, RollbackException.class) != null)
                && find(e, PersistenceException.class) == null;
    }

    private static boolean isConflict(Throwable e) {
        SQLException sql = find(e, SQLException.class);
        return find(e, OptimisticLockException.class) != null
                || (sql != null
                        && sql.getSQLState() != null
                        && sql.getSQLState().startsWith("23"));
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String text = root.getClass().getSimpleName() + ": " + root.getMessage();
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                if (type.isInstance(suppressed)) {
                    return type.cast(suppressed);
                }
            }
            if (cause == cause.getCause()) {
                return null;
            }
        }
        return null;
    }

    /** The database or the broker is away: the record is taken again later. */
    static final class InfrastructureFailure extends RuntimeException {

        private static final long serialVersionUID = 1;

        InfrastructureFailure(Throwable cause) {
            super(cause);
        }
    }
}
