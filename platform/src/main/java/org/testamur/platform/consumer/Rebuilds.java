package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Rebuilds projections beside what is read of them: the topic is read again from its beginning, each key's newest version
 * is taken once more, and then what stands no longer in the topic is removed. Whoever reads meanwhile finds either what
 * was there or what comes in its place. Nothing else waits: the consumer goes on as well.
 *
 * <p>What was asked for is kept in the database, counted as generations, until it is done: another ask during a rebuild
 * is another generation, and an instance that is ended is replaced by the next that looks.
 */
@ApplicationScoped
class Rebuilds {

    private static final Logger LOG = Logger.getLogger(Rebuilds.class);

    private final AgroalDataSource dataSource;
    private final Sweep sweep;
    private final Parking parking;

    Rebuilds(AgroalDataSource dataSource, Sweep sweep, Parking parking) {
        this.dataSource = dataSource;
        this.sweep = sweep;
        this.parking = parking;
    }

    /** Reads the consumer's topic from its beginning to its present end; false when that came to nothing. */
    @FunctionalInterface
    interface Reading {
        boolean readAgain(EventConsumer consumer);
    }

    void ask(String consumer) {
        update(
                "insert into projection_rebuild as known (consumer, generation) values (?, 1)"
                        + " on conflict (consumer) do update set generation = known.generation + 1",
                consumer);
    }

    /** Whether something that was asked for is not done. */
    boolean isOpen(String consumer) {
        return generation(consumer).isPresent();
    }

    /** Does what is open and nobody else is at; true when there was something. */
    boolean work(List<EventConsumer> consumers, Predicate<EventConsumer> canWork, Reading reading) {
        boolean worked = false;
        for (EventConsumer consumer : consumers) {
            if (consumer.kind() == EventConsumer.Kind.PROJECTION
                    && canWork.test(consumer)
                    && generation(consumer.name()).isPresent()) {
                worked |= alone(consumer, reading);
            }
        }
        return worked;
    }

    /** The connection holds the lock for as long as it takes; an instance that dies lets go of it. */
    private boolean alone(EventConsumer consumer, Reading reading) {
        try (Connection holder = dataSource.getConnection()) {
            if (!lock(holder, "pg_try_advisory_lock", consumer.name())) {
                return false;
            }
            try {
                // Somebody else may just have done it.
                Optional<Integer> generation = generation(consumer.name());
                return generation.isPresent() && rebuild(consumer, generation.get(), reading);
            } finally {
                lock(holder, "pg_advisory_unlock", consumer.name());
            }
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
    }

    private boolean rebuild(EventConsumer consumer, int generation, Reading reading) {
        LOG.infof("%s is rebuilt from the beginning of %s", consumer.name(), consumer.topic());
        parking.forget(consumer.name());
        if (!reading.readAgain(consumer)) {
            return false;
        }
        Sweep.Scope scope = new Sweep.Scope(consumer.name(), consumer.topic(), generation);
        // What was taken in a version that the topic does not have, be it gone or told anew from older state.
        if (sweep.forgetVersions(scope) > 0 && !reading.readAgain(consumer)) {
            return false;
        }
        int rows = 0;
        for (EventConsumer.Rows kept : consumer.rows()) {
            rows += sweep.removeRows(scope, kept.table(), kept.key());
        }
        int gone = sweep.forgetKeys(scope);
        update(
                "update projection_rebuild set done = greatest(done, ?) where consumer = ?",
                generation,
                consumer.name());
        LOG.infof("%s is rebuilt; %d keys and %d rows are no longer in its topic", consumer.name(), gone, rows);
        return true;
    }

    private Optional<Integer> generation(String consumer) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select generation from projection_rebuild where consumer = ? and generation > done")) {
            select.setString(1, consumer);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? Optional.of(result.getInt(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
    }

    private static boolean lock(Connection holder, String function, String consumer) throws SQLException {
        try (PreparedStatement select =
                holder.prepareStatement("select " + function + "(hashtextextended('rebuild of ' || ?::text, 0))")) {
            select.setString(1, consumer);
            try (ResultSet result = select.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
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
