package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.event.IncomingEvent;

/** The newest version of each key that each consumer has taken. */
@ApplicationScoped
public class Progress {

    private final AgroalDataSource dataSource;

    Progress(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Those that are newer than what was taken, or as new and to be taken once more for a rebuild, as things stand;
     * nothing is noted or held.
     */
    public List<IncomingEvent> newer(String consumer, String topic, List<IncomingEvent> events) {
        Map<String, Long> taken = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                    select key, case when generation < coalesce(
                            (select generation from projection_rebuild where consumer = ?), 0)
                        then version - 1 else version end
                    from consumed_version where topic = ? and consumer = ? and key = any(?)""")) {
            select.setString(1, consumer);
            select.setString(2, topic);
            select.setString(3, consumer);
            select.setArray(4, connection.createArrayOf("text", keys(events)));
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    taken.put(result.getString(1), result.getLong(2));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read progress", e);
        }
        return events.stream()
                .filter(event ->
                        event.version() > taken.getOrDefault(event.key().toString(), Long.MIN_VALUE))
                .toList();
    }

    /**
     * Notes, in the caller's transaction, the versions of events of distinct keys that are newer than what was taken, or
     * as new and to be taken once more for a rebuild.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Advanced advance(String consumer, String topic, List<IncomingEvent> events) {
        // Always in the same order, so that instances which note the same keys do not wait for each other in a ring.
        List<IncomingEvent> sorted = events.stream()
                .sorted(Comparator.comparing(event -> event.key().toString()))
                .toList();
        Map<UUID, Optional<Long>> before = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                    insert into consumed_version as known (topic, key, consumer, version, generation)
                    select ?::text, key, ?::text, version,
                        coalesce((select generation from projection_rebuild where consumer = ?), 0)
                    from unnest(?::text[], ?::bigint[]) with ordinality as event (key, version, place) order by place
                    on conflict (topic, key, consumer) do update set version = excluded.version,
                        generation = excluded.generation
                    where (known.version, known.generation) < (excluded.version, excluded.generation)
                    returning new.key, old.version""")) {
            upsert.setString(1, topic);
            upsert.setString(2, consumer);
            upsert.setString(3, consumer);
            upsert.setArray(4, connection.createArrayOf("text", keys(sorted)));
            upsert.setArray(
                    5,
                    connection.createArrayOf(
                            "bigint",
                            sorted.stream().map(IncomingEvent::version).toArray()));
            try (ResultSet result = upsert.executeQuery()) {
                while (result.next()) {
                    before.put(
                            UUID.fromString(result.getString(1)), Optional.ofNullable(result.getObject(2, Long.class)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not note progress", e);
        }
        return new Advanced(consumer, topic, before);
    }

    /**
     * What was noted, by key.
     *
     * @param before the version that was taken before, if any
     */
    public record Advanced(String consumer, String topic, Map<UUID, Optional<Long>> before) {

        /** Whether the event's version was noted; false when it or a newer one was taken before. */
        public boolean has(IncomingEvent event) {
            return before.containsKey(event.key());
        }
    }

    /** Puts things back as they were for these events, in the transaction that noted them. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void revert(Advanced advanced, List<IncomingEvent> events) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from consumed_version where topic = ? and consumer = ? and key = any(?)");
                PreparedStatement update = connection.prepareStatement(
                        "update consumed_version known set version = event.version, generation = 0"
                                + " from unnest(?::text[], ?::bigint[]) as event (key, version)"
                                + " where known.topic = ? and known.consumer = ? and known.key = event.key")) {
            List<IncomingEvent> unknown = events.stream()
                    .filter(event -> version(advanced, event).isEmpty())
                    .toList();
            delete.setString(1, advanced.topic());
            delete.setString(2, advanced.consumer());
            delete.setArray(3, connection.createArrayOf("text", keys(unknown)));
            delete.executeUpdate();
            List<IncomingEvent> known = events.stream()
                    .filter(event -> version(advanced, event).isPresent())
                    .toList();
            update.setArray(1, connection.createArrayOf("text", keys(known)));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint",
                            known.stream()
                                    .map(event -> version(advanced, event).orElseThrow())
                                    .toArray()));
            update.setString(3, advanced.topic());
            update.setString(4, advanced.consumer());
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not take progress back", e);
        }
    }

    private static Optional<Long> version(Advanced advanced, IncomingEvent event) {
        return advanced.before().getOrDefault(event.key(), Optional.empty());
    }

    private static Object[] keys(List<IncomingEvent> events) {
        return events.stream().map(event -> event.key().toString()).toArray();
    }

    /** Whether all of these consumers have taken the fact. */
    public boolean isTaken(FactToken fact, Collection<String> consumers) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from consumed_version"
                        + " where topic = ? and key = ? and version >= ? and consumer = any(?)")) {
            select.setString(1, fact.topic());
            select.setString(2, fact.key());
            select.setLong(3, fact.version());
            select.setArray(4, connection.createArrayOf("text", consumers.toArray()));
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return result.getInt(1) == consumers.size();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read progress", e);
        }
    }
}
