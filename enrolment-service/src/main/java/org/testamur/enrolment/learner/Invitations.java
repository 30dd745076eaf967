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
import org.jspecify.annotations.Nullable;

/** Stores the open invitations, at most one per learner, in the caller's transaction. */
@ApplicationScoped
class Invitations {

    private final AgroalDataSource dataSource;

    Invitations(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Replaces the learner's former invitation, if there is one. */
    void put(UUID learner, InvitationCode code, Instant expiresAt, @Nullable Login madeBy) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        insert into login_invitation (learner_id, code_hash, expires_at, made_by) values (?, ?, ?, ?)
                        on conflict (learner_id) do update
                        set code_hash = excluded.code_hash, expires_at = excluded.expires_at,
                            made_by = excluded.made_by""")) {
            upsert.setObject(1, learner);
            upsert.setString(2, code.hash());
            upsert.setTimestamp(3, Timestamp.from(expiresAt));
            upsert.setString(4, madeBy == null ? null : madeBy.text());
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not keep an invitation", e);
        }
    }

    /** Whose code it is for this log-in, which did not make it for somebody else; settles nothing, as it may be used or replaced in the next moment. */
    Optional<UUID> learnerOf(InvitationCode code, Login login, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select learner_id from login_invitation where code_hash = ? and expires_at > ?"
                                + " and made_by is distinct from ?")) {
            select.setString(1, code.hash());
            select.setTimestamp(2, Timestamp.from(now));
            select.setString(3, login.text());
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? Optional.of(result.getObject(1, UUID.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not look up an invitation", e);
        }
    }

    /** Uses the code up; false when it is used, replaced or expired. */
    boolean use(InvitationCode code, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from login_invitation where code_hash = ? and expires_at > ?")) {
            delete.setString(1, code.hash());
            delete.setTimestamp(2, Timestamp.from(now));
            return delete.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("could not use an invitation", e);
        }
    }
}
