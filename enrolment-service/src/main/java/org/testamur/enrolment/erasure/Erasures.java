package org.testamur.enrolment.erasure;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.event.OutgoingEvent;
import org.testamur.platform.operations.FactSource;

/** Stores the ids of erased learners for ever, in the caller's transaction. */
@ApplicationScoped
class Erasures implements FactSource {

    private static final UUID FIRST = new UUID(0, 0);

    private final AgroalDataSource dataSource;

    Erasures(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    void add(UUID learner, List<UUID> enrolments, Instant erasedAt) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into erasure (learner_id, enrolment_ids, erased_at) values (?, ?, ?)")) {
            insert.setObject(1, learner);
            insert.setArray(2, connection.createArrayOf("uuid", enrolments.toArray()));
            insert.setTimestamp(3, Timestamp.from(erasedAt));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not note an erasure", e);
        }
    }

    boolean has(UUID learner) {
        return fact(learner).isPresent();
    }

    @Override
    public String topic() {
        return ErasureFact.TOPIC;
    }

    @Override
    public List<UUID> keysAfter(Optional<UUID> key, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select learner_id from erasure where learner_id > ? order by learner_id limit ?")) {
            select.setObject(1, key.orElse(FIRST));
            select.setInt(2, limit);
            try (ResultSet result = select.executeQuery()) {
                List<UUID> keys = new ArrayList<>();
                while (result.next()) {
                    keys.add(result.getObject(1, UUID.class));
                }
                return keys;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read erasures", e);
        }
    }

    /** An erasure never changes, so it needs no lock. */
    @Override
    public Optional<OutgoingEvent> fact(UUID key) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select enrolment_ids, erased_at from erasure where learner_id = ?")) {
            select.setObject(1, key);
            try (ResultSet result = select.executeQuery()) {
                if (!result.next()) {
                    return Optional.empty();
                }
                List<UUID> enrolments = List.of((UUID[]) result.getArray(1).getArray());
                return Optional.of(
                        ErasureFact.of(key, enrolments, result.getTimestamp(2).toInstant()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read an erasure", e);
        }
    }
}
