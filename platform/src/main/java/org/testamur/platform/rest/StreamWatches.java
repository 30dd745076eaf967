package org.testamur.platform.rest;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.sql.StatementException;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.WorkKind;

/**
 * Tells the database what this instance's streams follow, and listens for its changes over one connection, which is taken
 * while a stream is open. While nothing changes, no statement runs.
 */
@ApplicationScoped
class StreamWatches {

    private static final Logger LOG = Logger.getLogger(StreamWatches.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int LISTEN_MILLIS = 500;

    private final StreamSignals signals = new StreamSignals();
    private final Sql sql;
    private final AgroalDataSource dataSource;
    private final BackgroundWork work;
    private final Clock clock;
    private final Counter woken;
    private volatile @Nullable Loop loop;

    StreamWatches(Sql sql, AgroalDataSource dataSource, BackgroundWork work, Clock clock, MeterRegistry metrics) {
        this.sql = sql;
        this.dataSource = dataSource;
        this.work = work;
        this.clock = clock;
        this.woken = Counter.builder("testamur.streams.woken")
                .description("Changes by which streams of events were woken")
                .register(metrics);
    }

    /** A watch of one stream; its row outlives it no longer than the stream may last. */
    record Watch(UUID key, UUID stream, StreamSignals.Signal signal) {}

    void start(@Observes StartupEvent event) {
        loop = work.startAtOnce("stream-changes", WorkKind.JOBS, this::listen);
    }

    void stop(@Observes ShutdownEvent event) {
        Loop present = loop;
        if (present != null) {
            present.close();
        }
    }

    /** What is looked at from now on is followed by its changes. */
    Watch open(UUID key, Duration longest) {
        Watch watch = new Watch(key, UUID.randomUUID(), signals.open(key));
        Loop present = loop;
        if (present != null) {
            present.wake();
        }
        try {
            Instant now = clock.instant();
            QuarkusTransaction.requiringNew().run(() -> {
                sql.update("delete from stream_watch where until < ?", now);
                sql.update(
                        "insert into stream_watch (key, stream, until) values (?, ?, ?)",
                        key,
                        watch.stream(),
                        now.plus(longest));
            });
            return watch;
        } catch (RuntimeException e) {
            signals.close(watch.signal());
            throw e;
        }
    }

    void close(Watch watch) {
        signals.close(watch.signal());
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> sql.update(
                            "delete from stream_watch where key = ? and stream = ?", watch.key(), watch.stream()));
        } catch (StatementException e) {
            LOG.debugf("a watch ends by its time: %s", e.getMessage());
        }
    }

    private Duration listen(Loop present) throws SQLException {
        if (signals.isEmpty()) {
            return IDLE;
        }
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, "listen stream_changes");
            try {
                PGConnection notifications = connection.unwrap(PGConnection.class);
                // What changed before this connection listened was told to nobody.
                woken.increment(signals.wakeAll());
                while (present.isRunning() && !signals.isEmpty()) {
                    present.beat();
                    PGNotification[] received = notifications.getNotifications(LISTEN_MILLIS);
                    if (received != null) {
                        for (PGNotification notification : received) {
                            woken.increment(signals.wake(UUID.fromString(notification.getParameter())));
                        }
                    }
                }
            } finally {
                execute(connection, "unlisten stream_changes");
            }
        }
        return IDLE;
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
