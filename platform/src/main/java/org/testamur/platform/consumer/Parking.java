package org.testamur.platform.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records that wait, each in the order of its key: for a reference, for an operator, or behind one that waits. */
@ApplicationScoped
public class Parking {

    private static final Duration FIRST_RETRY = Duration.ofMillis(250);

    private final AgroalDataSource dataSource;
    private final Clock clock;
    private final JsonMapper mapper = new JsonMapper();

    Parking(AgroalDataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Says, in the caller's transaction, that something which records may wait for is here now. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void arrived(String kind, Object id) {
        update(
                "update parked_event set due_at = ? where awaiting = ? and state = 'waiting'",
                Timestamp.from(clock.instant()),
                MissingReference.reference(kind, id));
    }

    /**
     * Deletes, in the caller's transaction, parked records of this key or whose JSON holds the id as a value of the
     * given field; for erasure.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(String field, UUID id) {
        update(
                "delete from parked_event where key = ? or (value is not null"
                        + " and position(convert_to(?, 'UTF8') in value) > 0)",
                id.toString(),
                "\"" + field + "\":\"" + id + "\"");
    }

    /** Which kinds of record wait for the given reference; for telling a caller what something waits for. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<String> reasons(String consumer, UUID key) {
        List<String> reasons = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select reason from parked_event where consumer = ? and key = ? order by record_offset")) {
            select.setString(1, consumer);
            select.setString(2, key.toString());
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    reasons.add(result.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return reasons;
    }

    boolean holds(String consumer, String key) {
        return count("select count(*) from parked_event where consumer = ? and key = ?", consumer, key) > 0;
    }

    void park(
            String consumer,
            ConsumerRecord<byte[], byte[]> record,
            String state,
            @Nullable String awaiting,
            String reason) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(
                        header.key(),
                        header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8)));
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into parked_event (consumer, topic, partition, record_offset, key, headers, value,
                            state, awaiting, reason, parked_at, due_at)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setString(1, consumer);
            insert.setString(2, record.topic());
            insert.setInt(3, record.partition());
            insert.setLong(4, record.offset());
            insert.setString(5, keyOf(record));
            insert.setString(6, mapper.writeValueAsString(headers).replace("\\u0000", ""));
            insert.setBytes(7, record.value());
            insert.setString(8, state);
            insert.setString(9, awaiting);
            insert.setString(10, reason.replace("\0", ""));
            insert.setTimestamp(11, Timestamp.from(now));
            insert.setTimestamp(12, Timestamp.from(now.plus(FIRST_RETRY)));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String keyOf(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null
                ? record.partition() + "@" + record.offset()
                : new String(record.key(), StandardCharsets.UTF_8).replace("\0", "");
    }

    /** The first record of each key whose time has come. */
    List<Parked> due(int limit) {
        List<Parked> due = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select consumer, topic, partition, record_offset, key, headers, value, attempts
                        from parked_event head
                        where state <> 'dead' and due_at <= ? and not exists (
                            select 1 from parked_event earlier where earlier.consumer = head.consumer
                            and earlier.key = head.key and earlier.record_offset < head.record_offset)
                        order by due_at limit ?""")) {
            select.setTimestamp(1, Timestamp.from(clock.instant()));
            select.setInt(2, limit);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    due.add(new Parked(
                            result.getString(1),
                            result.getString(2),
                            result.getInt(3),
                            result.getLong(4),
                            result.getString(5),
                            mapper.readValue(result.getString(6), new TypeReference<Map<String, String>>() {}),
                            result.getBytes(7),
                            result.getInt(8)));
                }
            }
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return due;
    }

    /** Takes the record out of parking in the caller's transaction; false when another instance did. */
    boolean remove(Parked parked) {
        return update(
                        "delete from parked_event where consumer = ? and topic = ? and partition = ? and record_offset = ?",
                        parked.consumer(),
                        parked.topic(),
                        parked.partition(),
                        parked.offset())
                == 1;
    }

    void waitOn(Parked parked, MissingReference missing) {
        Duration pause = Duration.ofMillis(Math.min(30_000L, FIRST_RETRY.toMillis() << Math.min(7, parked.attempts())));
        update(
                "update parked_event set state = 'waiting', awaiting = ?, reason = ?, attempts = attempts + 1, due_at = ?"
                        + " where consumer = ? and topic = ? and partition = ? and record_offset = ?",
                missing.reference(),
                missing.getMessage(),
                Timestamp.from(clock.instant().plus(pause)),
                parked.consumer(),
                parked.topic(),
                parked.partition(),
                parked.offset());
    }

    void kill(Parked parked, String reason) {
        update(
                "update parked_event set state = 'dead', awaiting = null, reason = ?, attempts = attempts + 1"
                        + " where consumer = ? and topic = ? and partition = ? and record_offset = ?",
                reason.replace("\0", ""),
                parked.consumer(),
                parked.topic(),
                parked.partition(),
                parked.offset());
    }

    /** Tries dead records again, in order. */
    int redrive(@Nullable String consumer, @Nullable String key) {
        return update(
                "update parked_event set state = 'waiting', due_at = ? where state = 'dead'"
                        + " and (?::text is null or consumer = ?) and (?::text is null or key = ?)",
                Timestamp.from(clock.instant()),
                consumer,
                consumer,
                key,
                key);
    }

    /** Gives up the first dead record of a key, so that those behind it go on. */
    int discard(String consumer, String key) {
        return update(
                "delete from parked_event p where consumer = ? and key = ? and state = 'dead' and not exists ("
                        + "select 1 from parked_event e where e.consumer = p.consumer and e.key = p.key"
                        + " and e.record_offset < p.record_offset)",
                consumer,
                key);
    }

    long count(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                select.setObject(i + 1, arguments[i]);
            }
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
    }

    private int update(String sql, @Nullable Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                update.setObject(i + 1, arguments[i]);
            }
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
    }

    /** A record in parking. */
    @SuppressWarnings("ArrayRecordComponent")
    record Parked(
            String consumer,
            String topic,
            int partition,
            long offset,
            String key,
            Map<String, String> headers,
            byte @Nullable [] value,
            int attempts) {}
}
