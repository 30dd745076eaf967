package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.testamur.platform.event.IncomingEvent;

/** Remembers which events have had their effect; asked only inside the transaction of the effect. */
@ApplicationScoped
class Inbox {

    private final AgroalDataSource dataSource;

    Inbox(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Notes all events; gives those whose first time it is. An instance that asks at the same time waits for the first to
     * end.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    List<IncomingEvent> firstTimes(String consumer, List<IncomingEvent> events) {
        Set<String> fresh = new HashSet<>();
        // Always in the same order, so that instances which note the same events do not wait for each other in a ring.
        String[] ids = events.stream().map(IncomingEvent::id).sorted().toArray(String[]::new);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into inbox (consumer, event_id) select ?::text, id from unnest(?::text[])"
                                + " with ordinality as event (id, place) order by place"
                                + " on conflict do nothing returning event_id")) {
            insert.setString(1, consumer);
            insert.setArray(2, connection.createArrayOf("text", ids));
            try (ResultSet result = insert.executeQuery()) {
                while (result.next()) {
                    fresh.add(result.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not note the events", e);
        }
        return events.stream().filter(event -> fresh.remove(event.id())).toList();
    }

    /** Takes notes back that were made in the same transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    void takeBack(String consumer, List<IncomingEvent> events) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from inbox where consumer = ? and event_id = any(?)")) {
            delete.setString(1, consumer);
            delete.setArray(
                    2,
                    connection.createArrayOf(
                            "text", events.stream().map(IncomingEvent::id).toArray()));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not take notes of events back", e);
        }
    }
}
