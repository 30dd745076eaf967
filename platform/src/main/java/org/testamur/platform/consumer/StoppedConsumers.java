package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.work.StartGate;

/**
 * Consumers that stopped because record after record died of the same failure. A stop is kept in the database, so that
 * it holds for every instance, within a second, and after a restart, until an operator resumes the consumer.
 */
@ApplicationScoped
class StoppedConsumers {

    private static final Logger LOG = Logger.getLogger(StoppedConsumers.class);
    private static final String DEGRADED = "consumer-stopped";

    private final AgroalDataSource dataSource;
    private final Parking parking;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final DegradedStates degraded;
    private final StartGate gate;
    private final Map<String, FailureStreak> runs = new ConcurrentHashMap<>();
    private volatile Map<String, Stop> stopped = Map.of();

    StoppedConsumers(
            AgroalDataSource dataSource,
            Parking parking,
            Clock clock,
            MeterRegistry metrics,
            DegradedStates degraded,
            StartGate gate) {
        this.dataSource = dataSource;
        this.parking = parking;
        this.clock = clock;
        this.metrics = metrics;
        this.degraded = degraded;
        this.gate = gate;
    }

    /**
     * @param failure the kind of failure that made it stop
     */
    record Stop(String failure, Instant since) {}

    /** Shows a consumer's state from now on. */
    void show(EventConsumer consumer) {
        degraded.declare(DEGRADED);
        Gauge.builder("testamur.consumer.stopped", this, self -> self.isStopped(consumer.name()) ? 1 : 0)
                .description("1 while the consumer has stopped after a run of equal failures")
                .tag("consumer", consumer.name())
                .register(metrics);
    }

    boolean isStopped(String consumer) {
        return stopped.containsKey(consumer);
    }

    /** False while it is stopped, or nothing may be taken into this database yet. */
    boolean mayTake(String consumer) {
        return gate.isOpen() && !isStopped(consumer);
    }

    Optional<Stop> of(String consumer) {
        return Optional.ofNullable(stopped.get(consumer));
    }

    /** A record was taken. */
    void succeeded(String consumer) {
        run(consumer).end();
    }

    /** True when the record must stay where it is, because the consumer has stopped. */
    boolean isStoppedBy(String consumer, String key, Failure failure) {
        if (isStopped(consumer)) {
            return true;
        }
        if (!run(consumer).isBrokenBy(key, failure)) {
            return false;
        }
        update(
                "insert into stopped_consumer (consumer, failure, since) values (?, ?, ?) on conflict do nothing",
                consumer,
                failure.kind(),
                Timestamp.from(clock.instant()));
        refresh();
        LOG.errorf(
                "%s stops: records of %d keys in a row died of %s. Nothing is lost; it goes on after"
                        + " POST operations/consumers/%s/resume.",
                consumer, FailureStreak.LONGEST, failure.kind(), consumer);
        return true;
    }

    /**
     * Goes on, and tries again what died of the failure that made it stop.
     *
     * @return how many dead records are tried again; empty when it had not stopped
     */
    Optional<Integer> resume(String consumer) {
        Optional<Integer> redriven = QuarkusTransaction.requiringNew().call(() -> {
            Optional<Stop> stop = Optional.ofNullable(read().get(consumer));
            update("delete from stopped_consumer where consumer = ?", consumer);
            return stop.map(present -> parking.redriveDeadOf(consumer, present.failure()));
        });
        refresh();
        run(consumer).end();
        parking.mayHoldSome();
        return redriven;
    }

    /** Looks what others stopped and resumed. One look at a time: an older one must not have the last word. */
    synchronized void refresh() {
        Map<String, Stop> now = read();
        Map<String, Stop> before = stopped;
        stopped = now;
        for (String consumer : before.keySet()) {
            if (!now.containsKey(consumer)) {
                run(consumer).end();
                LOG.infof("%s was resumed", consumer);
            }
        }
        if (now.isEmpty()) {
            degraded.end(DEGRADED);
        } else if (!now.equals(before)) {
            degraded.begin(
                    DEGRADED,
                    "Consumers stopped after a run of equal failures: " + String.join(", ", new TreeSet<>(now.keySet()))
                            + ".");
        }
    }

    private FailureStreak run(String consumer) {
        return runs.computeIfAbsent(consumer, any -> new FailureStreak());
    }

    private Map<String, Stop> read() {
        Map<String, Stop> read = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select consumer, failure, since from stopped_consumer");
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                read.put(
                        result.getString(1),
                        new Stop(result.getString(2), result.getTimestamp(3).toInstant()));
            }
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
        return read;
    }

    private void update(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                update.setObject(i + 1, arguments[i]);
            }
            update.executeUpdate();
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
    }
}
