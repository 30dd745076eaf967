package org.testamur.platform.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.health.Heartbeat;

/** Records that wait, each in the order of its key: for a reference, for an operator, or behind one that waits. */
@ApplicationScoped
public class Parking {

    private static final Duration FIRST_RETRY = Duration.ofMillis(250);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
    /** What stands behind another is woken when that one leaves; this is only for a wake-up that was lost. */
    private static final Duration BEHIND = Duration.ofMinutes(10);

    private static final int LONGEST_KEY = 200;
    private static final int FORGOTTEN_AT_ONCE = 2_000;

    private final AgroalDataSource dataSource;
    private final Clock clock;
    private volatile boolean empty;
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

    /** As {@link #erase(Map)}, of one id. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(String field, UUID id) {
        erase(Map.of(field, List.of(id)));
    }

    /**
     * Deletes, in the caller's transaction, parked records whose key is one of the ids or whose JSON holds one as a value of
     * its field, at any depth and however it is written; dead ones too. Of what is no JSON, any that holds an id is deleted.
     * Looks at each record once, whatever the number of ids, and holds a bounded part of the values in memory. For erasure.
     *
     * @param ids by the name of the field
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(Map<String, ? extends Collection<UUID>> ids) {
        ParkedValues values = new ParkedValues(dataSource);
        long after = 0;
        for (List<ParkedValues.Value> part = values.after(after); !part.isEmpty(); part = values.after(after)) {
            Heartbeat.beatCurrent();
            values.delete(part.stream()
                    .filter(value -> ParkedText.contains(value.json(), ids))
                    .map(ParkedValues.Value::seq)
                    .toList());
            after = part.getLast().seq();
        }
        ids.values().stream()
                .flatMap(Collection::stream)
                .forEach(id -> update("delete from parked_event where lower(key) = ?", id.toString()));
        update(
                "update parked_event p set due_at = ? where state = 'behind' and not exists (select 1 from"
                        + " parked_event e where e.consumer = p.consumer and e.key = p.key and e.seq < p.seq)",
                Timestamp.from(clock.instant()));
    }

    /** Deletes all records of a consumer, which is about to read its topic again; some thousands in a transaction. */
    void forget(String consumer) {
        int deleted;
        do {
            Heartbeat.beatCurrent();
            deleted = QuarkusTransaction.requiringNew()
                    .call(() -> update(
                            "delete from parked_event where seq in"
                                    + " (select seq from parked_event where consumer = ? order by seq limit ?)",
                            consumer,
                            FORGOTTEN_AT_ONCE));
        } while (deleted == FORGOTTEN_AT_ONCE);
    }

    /** Which kinds of record wait for the given reference; for telling a caller what something waits for. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<String> reasons(String consumer, UUID key) {
        List<String> reasons = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select reason from parked_event where consumer = ? and key = ? order by seq")) {
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

    /** Which of these keys have a record in parking. */
    Set<String> heldKeys(String consumer, Collection<String> keys) {
        Set<String> held = new HashSet<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select distinct key from parked_event where consumer = ? and key = any(?)")) {
            select.setString(1, consumer);
            select.setArray(2, connection.createArrayOf("text", keys.toArray()));
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    held.add(result.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
        return held;
    }

    /** False when it stands in parking already. */
    boolean park(
            String consumer,
            ConsumerRecord<byte[], byte[]> record,
            String state,
            @Nullable String awaiting,
            String reason) {
        return park(consumer, record, state, awaiting, reason, null);
    }

    /** One that died of a kind of failure; false when it stands in parking already. */
    boolean parkDead(String consumer, ConsumerRecord<byte[], byte[]> record, String reason, String failure) {
        return park(consumer, record, "dead", null, reason, failure);
    }

    private boolean park(
            String consumer,
            ConsumerRecord<byte[], byte[]> record,
            String state,
            @Nullable String awaiting,
            String reason,
            @Nullable String failure) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(
                        storable(header.key()),
                        header.value() == null ? "" : storable(new String(header.value(), StandardCharsets.UTF_8))));
        Instant now = clock.instant();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                    insert into parked_event (consumer, topic, partition, record_offset, key, headers, value,
                        state, awaiting, reason, parked_at, due_at, failure)
                    values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setString(1, consumer);
            insert.setString(2, record.topic());
            insert.setInt(3, record.partition());
            insert.setLong(4, record.offset());
            insert.setString(5, keyOf(record));
            insert.setString(6, mapper.writeValueAsString(headers));
            insert.setBytes(7, record.value());
            insert.setString(8, state);
            insert.setString(9, awaiting);
            insert.setString(10, storable(reason));
            insert.setTimestamp(11, Timestamp.from(now));
            insert.setTimestamp(12, Timestamp.from(now.plus(FIRST_RETRY)));
            insert.setString(13, failure == null ? null : storable(failure));
            boolean parked = insert.executeUpdate() == 1;
            empty = false;
            return parked;
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String keyOf(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return record.partition() + "@" + record.offset();
        }
        // A key of ours is a UUID; any other must still fit an index.
        String key = storable(new String(record.key(), StandardCharsets.UTF_8));
        return key.length() <= LONGEST_KEY
                ? key
                : UUID.nameUUIDFromBytes(record.key()).toString();
    }

    /** PostgreSQL holds any text but NUL. */
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    /**
     * Whether nothing was parked but the dead when somebody last looked, and this instance parked nothing since. What
     * another instance parks is not known here.
     */
    boolean isThoughtEmpty() {
        return empty;
    }

    /** Has parking looked at soon. */
    void mayHoldSome() {
        empty = false;
    }

    /** Looks whether anything is parked but the dead. */
    boolean isEmpty() {
        // Before the look, so that what is parked meanwhile has the last word.
        empty = true;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select exists (select 1 from parked_event where state <> 'dead')")) {
            result.next();
            if (result.getBoolean(1)) {
                empty = false;
            }
        } catch (SQLException e) {
            empty = false;
            throw new Delivery.InfrastructureFailure(e);
        }
        return empty;
    }

    /** The first record of each key of these consumers whose time has come. */
    List<Parked> due(Collection<String> consumers, int limit) {
        Instant now = clock.instant();
        // Those behind others would be looked at again and again.
        update("""
            update parked_event set due_at = ? where state = 'behind' and seq in (
                select seq from parked_event p where state = 'behind' and due_at <= ? and exists (
                    select 1 from parked_event earlier where earlier.consumer = p.consumer
                    and earlier.key = p.key and earlier.seq < p.seq)
                order by due_at limit 1000 for update skip locked)""", Timestamp.from(now.plus(BEHIND)), Timestamp.from(now));
        List<Parked> due = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                    select consumer, topic, partition, record_offset, key, headers, value, attempts, due_at,
                        seq, awaiting
                    from parked_event head
                    where state <> 'dead' and due_at <= ? and consumer = any(?) and not exists (
                        select 1 from parked_event earlier where earlier.consumer = head.consumer
                        and earlier.key = head.key and earlier.seq < head.seq)
                    order by due_at, seq limit ?""")) {
            select.setTimestamp(1, Timestamp.from(now));
            select.setArray(2, connection.createArrayOf("text", consumers.toArray()));
            select.setInt(3, limit);
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
                            result.getInt(8),
                            result.getTimestamp(9),
                            result.getLong(10),
                            result.getString(11)));
                }
            }
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return due;
    }

    /** Takes the record out of parking in the caller's transaction; false when another did, or it was erased. */
    boolean remove(Parked parked) {
        boolean removed = update(
                        "delete from parked_event where consumer = ? and topic = ? and partition = ? and record_offset"
                                + " = ?",
                        parked.consumer(),
                        parked.topic(),
                        parked.partition(),
                        parked.offset())
                == 1;
        if (removed) {
            wakeNext(parked.consumer(), parked.key());
        }
        return removed;
    }

    private void wakeNext(String consumer, String key) {
        update(
                "update parked_event set due_at = ? where state = 'behind' and seq ="
                        + " (select min(seq) from parked_event where consumer = ? and key = ?)",
                Timestamp.from(clock.instant()),
                consumer,
                key);
    }

    /** Unless what it waits for arrived while it was tried: then it is due already. */
    void waitOn(Parked parked, @Nullable String reference, String reason) {
        Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(20, parked.attempts()));
        update(
                "update parked_event set state = 'waiting', awaiting = ?, reason = ?, attempts = attempts + 1, due_at"
                        + " = ? where consumer = ? and topic = ? and partition = ? and record_offset = ? and due_at = ?",
                reference,
                storable(reason),
                Timestamp.from(clock.instant().plus(pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause)),
                parked.consumer(),
                parked.topic(),
                parked.partition(),
                parked.offset(),
                parked.dueAt());
    }

    /** Lets others go first, after a failure that is none of the record's. */
    void postpone(Parked parked) {
        update(
                "update parked_event set due_at = ?"
                        + " where consumer = ? and topic = ? and partition = ? and record_offset = ?",
                Timestamp.from(clock.instant().plusSeconds(2)),
                parked.consumer(),
                parked.topic(),
                parked.partition(),
                parked.offset());
    }

    /** False when it is not in parking any more. */
    boolean kill(Parked parked, String reason, String failure) {
        return update(
                        "update parked_event set state = 'dead', awaiting = null, reason = ?, failure = ?, attempts ="
                                + " attempts + 1 where consumer = ? and topic = ? and partition = ? and record_offset = ?",
                        storable(reason),
                        storable(failure),
                        parked.consumer(),
                        parked.topic(),
                        parked.partition(),
                        parked.offset())
                == 1;
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

    /** Tries those again, in the caller's transaction, that died of a kind of failure. */
    @Transactional(Transactional.TxType.MANDATORY)
    int redriveDeadOf(String consumer, String failure) {
        return update(
                "update parked_event set state = 'waiting', due_at = ? where state = 'dead' and consumer = ?"
                        + " and failure = ?",
                Timestamp.from(clock.instant()),
                consumer,
                storable(failure));
    }

    /** Gives up the first dead record of a key, so that those behind it go on. */
    int discard(String consumer, String key) {
        int discarded = update(
                "delete from parked_event p where consumer = ? and key = ? and state = 'dead' and not exists ("
                        + "select 1 from parked_event e where e.consumer = p.consumer and e.key = p.key"
                        + " and e.seq < p.seq)",
                consumer,
                key);
        wakeNext(consumer, key);
        return discarded;
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
            int attempts,
            Timestamp dueAt,
            long seq,
            @Nullable String awaiting) {}
}
