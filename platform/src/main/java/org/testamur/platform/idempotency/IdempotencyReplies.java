package org.testamur.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores the answers for repeated requests, for {@code testamur.idempotency.kept}, a day by default. */
@ApplicationScoped
public class IdempotencyReplies {

    private final AgroalDataSource dataSource;
    private final Clock clock;
    private final IdempotencyConfig config;
    private final JsonMapper mapper = new JsonMapper();

    IdempotencyReplies(AgroalDataSource dataSource, Clock clock, IdempotencyConfig config) {
        this.dataSource = dataSource;
        this.config = config;
        this.clock = clock;
    }

    /** An answer that was given. */
    record StoredReply(
            String requestHash,
            int status,
            Map<String, String> headers,
            @Nullable String body) {}

    /** Deletes, in the caller's transaction, all answers that a log-in was given; for erasure. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void erase(String issuer, String subject) {
        update("delete from idempotency_reply where caller = ?", issuer + "#" + subject);
    }

    /** False when the key is taken; waits while another request with the key is under way. */
    boolean reserve(String caller, String key, String requestHash) {
        return update(
                        "insert into idempotency_reply (caller, key, request_hash, created_at) values (?, ?, ?, ?)"
                                + " on conflict do nothing",
                        caller,
                        key,
                        requestHash,
                        Timestamp.from(clock.instant()))
                == 1;
    }

    /**
     * Deletes answers that are older than they are kept, the oldest first and none that a request has in hand.
     *
     * @return how many, at most the limit
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int deleteOld(int limit) {
        return update("""
            delete from idempotency_reply where (caller, key) in (
                select caller, key from idempotency_reply where created_at < ?
                order by created_at limit ? for update skip locked)""", Timestamp.from(clock.instant().minus(config.kept())), limit);
    }

    void keep(String caller, String key, int status, Map<String, String> headers, @Nullable String body)
            throws JsonProcessingException {
        update(
                "update idempotency_reply set status = ?, headers = ?::jsonb, body = ? where caller = ? and key = ?",
                status,
                mapper.writeValueAsString(headers),
                body,
                caller,
                key);
    }

    StoredReply find(String caller, String key) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select request_hash, status, headers, body from idempotency_reply where caller = ? and"
                                + " key = ?")) {
            select.setString(1, caller);
            select.setString(2, key);
            try (ResultSet result = select.executeQuery()) {
                if (!result.next()) {
                    throw new IllegalStateException("the answer is gone");
                }
                return new StoredReply(
                        result.getString(1),
                        result.getInt(2),
                        mapper.readValue(result.getString(3), new TypeReference<Map<String, String>>() {}),
                        result.getString(4));
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("could not read the answer", e);
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
            throw new IllegalStateException("could not keep the answer", e);
        }
    }
}
