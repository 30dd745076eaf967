package org.testamur.enrolment.reference;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** What one can enrol in, of any institution. */
@ApplicationScoped
public class MicroCredentials {

    private final AgroalDataSource dataSource;

    MicroCredentials(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The micro-credential as it is known now, in the caller's transaction. */
    public Optional<KnownMicroCredential> find(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select institution_id, state, latest_version from micro_credential where id = ?")) {
            select.setObject(1, id);
            try (ResultSet result = select.executeQuery()) {
                return result.next()
                        ? Optional.of(new KnownMicroCredential(
                                id,
                                UUID.fromString(result.getString(1)),
                                KnownMicroCredential.State.valueOf(result.getString(2)),
                                result.getInt(3)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not look up a micro-credential", e);
        }
    }

    void put(MicroCredentialFact fact, KnownMicroCredential.State state) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                    insert into micro_credential (id, institution_id, state, latest_version) values (?, ?, ?, ?)
                    on conflict (id) do update set institution_id = excluded.institution_id,
                        state = excluded.state, latest_version = excluded.latest_version""")) {
            upsert.setObject(1, fact.microCredentialId());
            upsert.setString(2, fact.institutionId().toString());
            upsert.setString(3, state.name());
            upsert.setInt(4, fact.latestVersion());
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not keep a micro-credential", e);
        }
    }

    void remove(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from micro_credential where id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not remove a micro-credential", e);
        }
    }
}
