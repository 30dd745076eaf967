package org.testamur.enrolment.reference;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Which institution stands behind the slug that a token names. */
@ApplicationScoped
public class Organisations {

    private final AgroalDataSource dataSource;

    Organisations(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The institution with this slug, in the caller's transaction. */
    public Optional<UUID> institution(String slug) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select id from organisation where slug = ? and kind = 'institution'")) {
            select.setString(1, slug);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? Optional.of(result.getObject(1, UUID.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not look up an institution", e);
        }
    }

    /** Whether an employer has this id, in the caller's transaction. */
    public boolean isEmployer(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select 1 from organisation where id = ? and kind = 'employer'")) {
            select.setObject(1, id);
            try (ResultSet result = select.executeQuery()) {
                return result.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not look up an employer", e);
        }
    }

    void put(UUID id, String kind, String slug) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                    insert into organisation (id, kind, slug) values (?, ?, ?)
                    on conflict (id) do update set kind = excluded.kind, slug = excluded.slug""")) {
            upsert.setObject(1, id);
            upsert.setString(2, kind);
            upsert.setString(3, slug);
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not keep an organisation", e);
        }
    }

    void remove(UUID id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from organisation where id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not remove an organisation", e);
        }
    }
}
