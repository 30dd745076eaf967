package org.testamur.enrolment.learner;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.Uuid7;

/** Stores every confirmation of a name, and which of them are in force, in the caller's transaction. */
@ApplicationScoped
class NameConfirmations {

    private final AgroalDataSource dataSource;

    NameConfirmations(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param login whose token said it, or which registrar checked it */
    void add(UUID learner, String name, NameConfirmation confirmation, Login login) {
        update(
                "insert into name_confirmation (id, learner_id, name, method, confirmed_by, login, login_hash,"
                        + " confirmed_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                Uuid7.next(),
                learner,
                name,
                confirmation.method().name(),
                confirmation.by(),
                login.text(),
                login.hashFor(learner),
                Timestamp.from(confirmation.at()));
    }

    /** The name that they were of is no more. */
    void endAll(UUID learner, Instant at) {
        update(
                "update name_confirmation set ended_at = ?, ended_because = 'RENAMED'"
                        + " where learner_id = ? and ended_at is null",
                Timestamp.from(at),
                learner);
    }

    /** Ends the institution's confirmation. */
    void revert(UUID learner, UUID institution, Instant at) {
        update(
                "update name_confirmation set ended_at = ?, ended_because = 'TAKEN_BACK' where learner_id = ?"
                        + " and method = 'STAFF' and confirmed_by = ? and ended_at is null",
                Timestamp.from(at),
                learner,
                institution.toString());
    }

    /** Whether a registrar with this log-in ever confirmed a name of the learner. */
    boolean isBy(UUID learner, Login registrar) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select 1 from name_confirmation"
                        + " where learner_id = ? and method = 'STAFF' and login_hash = ?")) {
            select.setObject(1, learner);
            select.setString(2, registrar.hashFor(learner));
            try (ResultSet result = select.executeQuery()) {
                return result.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read who confirmed a name", e);
        }
    }

    /** The earliest that stands. */
    Optional<NameConfirmation> inForce(UUID learner) {
        return inForce(learner, "");
    }

    /** The earliest that stands and is not the institution's own. */
    Optional<NameConfirmation> inForceBeside(UUID learner, UUID institution) {
        return inForce(learner, institution.toString());
    }

    private Optional<NameConfirmation> inForce(UUID learner, String notBy) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select method, confirmed_by, confirmed_at from name_confirmation
                        where learner_id = ? and ended_at is null and not (method = 'STAFF' and confirmed_by = ?)
                        order by confirmed_at, id limit 1""")) {
            select.setObject(1, learner);
            select.setString(2, notBy);
            try (ResultSet result = select.executeQuery()) {
                return result.next()
                        ? Optional.of(new NameConfirmation(
                                NameConfirmation.Method.valueOf(result.getString(1)),
                                result.getString(2),
                                result.getTimestamp(3).toInstant()))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read who confirmed a name", e);
        }
    }

    boolean isInForceOf(UUID learner, UUID institution) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select 1 from name_confirmation
                        where learner_id = ? and method = 'STAFF' and confirmed_by = ? and ended_at is null""")) {
            select.setObject(1, learner);
            select.setString(2, institution.toString());
            try (ResultSet result = select.executeQuery()) {
                return result.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read who confirmed a name", e);
        }
    }

    private int update(String sql, Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                update.setObject(i + 1, arguments[i]);
            }
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not keep who confirmed a name", e);
        }
    }
}
