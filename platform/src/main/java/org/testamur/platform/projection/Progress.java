package org.testamur.platform.projection;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import org.testamur.platform.event.FactToken;

/** The newest version of each key that each consumer has taken. */
@ApplicationScoped
public class Progress {

    private final AgroalDataSource dataSource;

    Progress(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Notes the version in the caller's transaction; false when this version or a newer one was taken before. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean advance(String consumer, String topic, String key, long version) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement upsert = connection.prepareStatement("""
                        insert into consumed_version as known (topic, key, consumer, version) values (?, ?, ?, ?)
                        on conflict (topic, key, consumer) do update set version = excluded.version
                        where known.version < excluded.version""")) {
            upsert.setString(1, topic);
            upsert.setString(2, key);
            upsert.setString(3, consumer);
            upsert.setLong(4, version);
            return upsert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("could not note progress", e);
        }
    }

    /** Forgets a consumer's progress, in the caller's transaction, so that all is taken again. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(String consumer) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from consumed_version where consumer = ?")) {
            delete.setString(1, consumer);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("could not forget progress", e);
        }
    }

    /** Whether all of these consumers have taken the fact. */
    boolean isTaken(FactToken fact, Collection<String> consumers) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select count(*) from consumed_version"
                        + " where topic = ? and key = ? and version >= ? and consumer = any(?)")) {
            select.setString(1, fact.topic());
            select.setString(2, fact.key());
            select.setLong(3, fact.version());
            select.setArray(4, connection.createArrayOf("text", consumers.toArray()));
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return result.getInt(1) == consumers.size();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read progress", e);
        }
    }
}
