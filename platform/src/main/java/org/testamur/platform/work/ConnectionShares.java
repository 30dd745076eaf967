package org.testamur.platform.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Permits for the database's connections, a share for each kind of work, so that none of them starves another. */
@Singleton
class ConnectionShares {

    private final Map<WorkKind, Semaphore> free = new EnumMap<>(WorkKind.class);
    private final ConnectionsConfig config;
    private final Duration patience;
    private final int sum;

    ConnectionShares(ConnectionsConfig config, MeterRegistry metrics) {
        this.config = config;
        this.patience = config.patience();
        int sum = 0;
        for (WorkKind kind : WorkKind.values()) {
            int share = config.of(kind);
            if (share < 1) {
                throw new ConfigurationException(
                        "testamur.connections." + kind.label() + " is " + share + "; it must be at least 1.");
            }
            sum += share;
            Semaphore permits = new Semaphore(share);
            free.put(kind, permits);
            Gauge.builder("testamur.connections.busy", permits, all -> share - all.availablePermits())
                    .tag("work", kind.label())
                    .description("Database connections that this kind of work holds")
                    .register(metrics);
            Gauge.builder("testamur.connections.share", permits, all -> share)
                    .tag("work", kind.label())
                    .description("Database connections that this kind of work may hold")
                    .register(metrics);
            Gauge.builder("testamur.connections.waiting", permits, Semaphore::getQueueLength)
                    .tag("work", kind.label())
                    .description("Threads of this kind of work that wait for a database connection")
                    .register(metrics);
        }
        this.sum = sum;
    }

    /** Of all kinds of work. */
    int sum() {
        return sum;
    }

    /** How many connections a kind of work holds now. */
    int busy(WorkKind kind) {
        return config.of(kind) - Objects.requireNonNull(free.get(kind)).availablePermits();
    }

    /** A connection that may be held. */
    static final class Permit {

        private final Semaphore share;
        private final AtomicBoolean released = new AtomicBoolean();

        Permit(Semaphore share) {
            this.share = share;
        }

        /** Gives it back; again does nothing. */
        void release() {
            if (released.compareAndSet(false, true)) {
                share.release();
            }
        }
    }

    /**
     * For what this thread works for.
     *
     * @throws SQLException without a state, as the pool's own when it has none in time
     */
    Permit take() throws SQLException {
        WorkKind kind = WorkKind.current();
        Semaphore share = Objects.requireNonNull(free.get(kind));
        try {
            if (!share.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SQLException("all database connections for " + kind.label() + " were in use for " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a database connection", e);
        }
        return new Permit(share);
    }
}
