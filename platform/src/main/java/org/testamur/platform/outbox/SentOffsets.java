package org.testamur.platform.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jboss.logging.Logger;
import org.testamur.platform.outbox.TailPolicy.Memory;
import org.testamur.platform.outbox.TailPolicy.Place;

/** Keeps the last offset that was sent to each partition of the own topics, in the database whose state it tells. */
final class SentOffsets {

    /** Said by a session that notes what it sends; see the trigger {@code offsets_unnoted}. */
    static final String NOTES = "set testamur.notes_offsets = 'on'";

    static final String NOTES_NO_MORE = "reset testamur.notes_offsets";

    private static final Logger LOG = Logger.getLogger(SentOffsets.class);

    private static final String NOTE = """
            insert into sent_offset (topic, partition, last)
            select * from unnest(?::text[], ?::integer[], ?::bigint[])
            on conflict (topic, partition) do update set last = excluded.last""";

    /** In one statement, and so of one moment: a relay deletes rows and notes their offsets in one transaction. */
    private static final String READ = """
            select 'sent', topic, partition, last, null::uuid from sent_offset
            union all select 'adopts', null, null, null, null from sent_offset_adoption where due
            union all select 'waits', null, null, null, id from outbox where id = any(?::uuid[])""";

    private SentOffsets() {}

    /** Notes where records stand, in the transaction that deletes their rows. */
    static void note(Connection connection, Collection<RecordMetadata> places) throws SQLException {
        Map<Place, Long> last = new HashMap<>();
        boolean known = true;
        for (RecordMetadata place : places) {
            known &= place.hasOffset();
            last.merge(new Place(place.topic(), place.partition()), place.offset(), Math::max);
        }
        if (known) {
            note(connection, last);
        } else {
            // A broker that had them already, and did not say where.
            setDue(connection, true);
        }
    }

    private static void note(Connection connection, Map<Place, Long> last) throws SQLException {
        List<Map.Entry<Place, Long>> entries = List.copyOf(last.entrySet());
        try (PreparedStatement note = connection.prepareStatement(NOTE)) {
            note.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            entries.stream()
                                    .map(entry -> entry.getKey().topic())
                                    .toArray()));
            note.setArray(
                    2,
                    connection.createArrayOf(
                            "integer",
                            entries.stream()
                                    .map(entry -> entry.getKey().partition())
                                    .toArray()));
            note.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", entries.stream().map(Map.Entry::getValue).toArray()));
            note.executeUpdate();
        }
    }

    /** Takes the present ends for what was sent, where that is due. Only for a relay that leads and whose fellows are fenced. */
    static void adoptIfDue(Connection connection, OwnTopics topics) throws SQLException, InterruptedException {
        if (!isDue(connection)) {
            return;
        }
        Map<Place, Long> last = new HashMap<>();
        topics.ends().forEach((place, end) -> last.put(place, end - 1));
        connection.setAutoCommit(false);
        try {
            execute(connection, "delete from sent_offset");
            note(connection, last);
            setDue(connection, false);
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        LOG.infof("the present ends of %d partitions of own topics count as sent", last.size());
    }

    /** @param events the events to look for in the outbox */
    static Memory read(Connection connection, Set<UUID> events) throws SQLException {
        Map<Place, Long> sent = new HashMap<>();
        Set<UUID> waiting = new HashSet<>();
        boolean adopts = false;
        try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setArray(1, connection.createArrayOf("uuid", events.toArray()));
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    switch (result.getString(1)) {
                        case "sent" -> sent.put(new Place(result.getString(2), result.getInt(3)), result.getLong(4));
                        case "waits" -> waiting.add(result.getObject(5, UUID.class));
                        default -> adopts = true;
                    }
                }
            }
        }
        return new Memory(adopts, sent, waiting);
    }

    private static boolean isDue(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select due from sent_offset_adoption")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static void setDue(Connection connection, boolean due) throws SQLException {
        execute(connection, "update sent_offset_adoption set due = " + due);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
