package org.testamur.enrolment.learner.did;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.testamur.enrolment.learner.InvitationCode;

/** Stores the open challenges to prove a DID, at most one per learner, in the caller's transaction. */
@ApplicationScoped
class DidChallenges {

    private final AgroalDataSource dataSource;

    DidChallenges(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Replaces the learner's former challenge, if there is one. */
    void put(UUID learner, InvitationCode challenge, Instant expiresAt) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        insert into did_challenge (learner_id, challenge_hash, expires_at) values (?, ?, ?)
                        on conflict (learner_id) do update
                        set challenge_hash = excluded.challenge_hash, expires_at = excluded.expires_at""")) {
            upsert.setObject(1, learner);
            upsert.setString(2, challenge.hash());
            upsert.setTimestamp(3, Timestamp.from(expiresAt));
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not keep a challenge", e);
        }
    }

    /** Whether the learner's challenge is this one; settles nothing. */
    boolean isOpen(UUID learner, InvitationCode challenge, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select 1 from did_challenge"
                        + " where learner_id = ? and challenge_hash = ? and expires_at > ?")) {
            select.setObject(1, learner);
            select.setString(2, challenge.hash());
            select.setTimestamp(3, Timestamp.from(now));
            try (ResultSet result = select.executeQuery()) {
                return result.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not look up a challenge", e);
        }
    }

    /** Uses the challenge up; false when it is used, replaced, expired or somebody else's. */
    boolean use(UUID learner, InvitationCode challenge, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from did_challenge"
                        + " where learner_id = ? and challenge_hash = ? and expires_at > ?")) {
            delete.setObject(1, learner);
            delete.setString(2, challenge.hash());
            delete.setTimestamp(3, Timestamp.from(now));
            return delete.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("could not use a challenge", e);
        }
    }
}
