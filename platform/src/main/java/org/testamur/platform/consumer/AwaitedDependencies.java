package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.IncomingEvent;

/**
 * Records that wait until what their consumer works with for their tenant is back. One of them is tried every now and
 * then for all; when it goes through, so may the others.
 */
@ApplicationScoped
class AwaitedDependencies {

    /** What stands with the record; where and why they are away is in the log, for operators. */
    static final String REASON = "waits for what the consumer works with, which is away";

    /** More of a tenant stay in the topic, which holds up those behind them, and the database stays small. */
    private static final int MOST = 50_000;

    private static final Duration NEXT_TRY = Duration.ofSeconds(2);
    /** They are woken when one goes through; this is only for a wake-up that was lost. */
    private static final Duration OTHERS = Duration.ofMinutes(5);

    private final AgroalDataSource dataSource;
    private final Clock clock;
    private final int most;

    @Inject
    AwaitedDependencies(AgroalDataSource dataSource, Clock clock) {
        this(dataSource, clock, MOST);
    }

    /** @param most of one tenant and consumer may wait */
    AwaitedDependencies(AgroalDataSource dataSource, Clock clock, int most) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.most = most;
    }

    /** What such a record waits for: each tenant may have a dependency of its own. */
    static String of(IncomingEvent event) {
        return MissingReference.reference("means", event.tenant() == null ? "*" : event.tenant());
    }

    /** How many more may wait. */
    int room(String consumer, String awaited) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(*) from parked_event where awaiting = ? and consumer = ?")) {
            select.setString(1, awaited);
            select.setString(2, consumer);
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return Math.max(0, most - result.getInt(1));
            }
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
    }

    /** These were not taken because a dependency is unavailable: the first of those that wait for it is tried soon, for all. */
    void postpone(String consumer, String awaited, List<Parking.Parked> parked) {
        Instant now = clock.instant();
        Object[] seqs = parked.stream().map(Parking.Parked::seq).toArray();
        update(
                "update parked_event set state = 'waiting', awaiting = ?, reason = ?, attempts = attempts + 1, due_at = ?"
                        + " where seq = any(?) and state <> 'dead'",
                awaited,
                REASON,
                Timestamp.from(now.plus(OTHERS)),
                seqs);
        update(
                "update parked_event set due_at = ? where awaiting = ? and consumer = ? and state = 'waiting' and due_at < ?",
                Timestamp.from(now.plus(OTHERS)),
                awaited,
                consumer,
                Timestamp.from(now.plus(NEXT_TRY)));
        update("""
                update parked_event set due_at = ? where seq = (
                    select min(seq) from parked_event where awaiting = ? and consumer = ? and state = 'waiting')""", Timestamp.from(now.plus(NEXT_TRY)), awaited, consumer);
    }

    /** The dependency is available again. */
    void wake(String consumer, String awaited) {
        Timestamp now = Timestamp.from(clock.instant());
        update(
                "update parked_event set due_at = ? where awaiting = ? and consumer = ? and state = 'waiting' and due_at > ?",
                now,
                awaited,
                consumer,
                now);
    }

    private void update(String sql, @Nullable Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Object[] numbers) {
                    update.setArray(i + 1, connection.createArrayOf("bigint", numbers));
                } else {
                    update.setObject(i + 1, arguments[i]);
                }
            }
            update.executeUpdate();
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
    }
}
