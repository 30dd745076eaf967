package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.testamur.platform.event.IncomingEvent;

/** Parked records that are delivered together: they leave parking in the transaction that takes them. */
final class ParkedBatch implements Delivery.Origin {

    private final AgroalDataSource dataSource;
    private final Map<IncomingEvent, Parking.Parked> parked;
    private final Instant now;
    private final Set<IncomingEvent> taken = new HashSet<>();

    /** @param parked of one consumer, the first of each key */
    ParkedBatch(AgroalDataSource dataSource, Map<IncomingEvent, Parking.Parked> parked, Instant now) {
        this.dataSource = dataSource;
        this.parked = parked;
        this.now = now;
    }

    List<IncomingEvent> events() {
        return List.copyOf(parked.keySet());
    }

    /** Those that left parking, once the transaction is committed. */
    Set<IncomingEvent> taken() {
        return taken;
    }

    /** What was erased meanwhile, or is in the hands of another instance, is not. */
    @Override
    public List<IncomingEvent> stillThere(List<IncomingEvent> events) {
        Set<Long> there = new HashSet<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select seq from parked_event where seq = any(?) order by seq for update skip locked")) {
            select.setArray(1, connection.createArrayOf("bigint", seqs(events)));
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    there.add(result.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not hold parked records", e);
        }
        return events.stream().filter(event -> there.contains(of(event).seq())).toList();
    }

    @Override
    public void seenTo(List<IncomingEvent> events) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from parked_event where seq = any(?)");
                PreparedStatement wake = connection.prepareStatement("""
                        update parked_event p set due_at = ? where consumer = ? and key = any(?) and state = 'behind'
                            and not exists (select 1 from parked_event e
                                where e.consumer = p.consumer and e.key = p.key and e.seq < p.seq)""")) {
            delete.setArray(1, connection.createArrayOf("bigint", seqs(events)));
            delete.executeUpdate();
            List<Object> keys = new ArrayList<>();
            events.forEach(event -> keys.add(of(event).key()));
            wake.setTimestamp(1, Timestamp.from(now));
            wake.setString(2, parked.values().iterator().next().consumer());
            wake.setArray(3, connection.createArrayOf("text", keys.toArray()));
            wake.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not take records out of parking", e);
        }
        taken.addAll(events);
    }

    private Object[] seqs(Collection<IncomingEvent> events) {
        return events.stream().map(event -> of(event).seq()).toArray();
    }

    private Parking.Parked of(IncomingEvent event) {
        return Objects.requireNonNull(parked.get(event));
    }
}
