package org.testamur.platform.tenancy;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Tells each connection, for the transaction that takes it, on whose behalf it works. */
@Singleton
class ConnectionAccess implements AgroalPoolInterceptor {

    private static final Logger LOG = Logger.getLogger(ConnectionAccess.class);

    @Override
    public void onConnectionAcquire(Connection connection) {
        try {
            // Outside of a transaction the settings would be gone before the first statement: nothing is granted there.
            if (!connection.getAutoCommit()) {
                setAccess(connection, Access.current());
            }
        } catch (SQLException e) {
            // An exception here would cost the pool its slot for good. Nothing is granted without the settings: the
            // transaction that took this connection is broken, and its first statement says so.
            LOG.debugf("could not tell the database on whose behalf it works: %s", e.getMessage());
        }
    }

    private static void setAccess(Connection connection, Access access) throws SQLException {
        if (access.only() != null) {
            limit(connection, access.only());
        }
        try (PreparedStatement set = connection.prepareStatement(
                "select set_config('testamur.actor', ?, true), set_config('testamur.tenant', ?, true),"
                        + " set_config('testamur.person', ?, true), set_config('testamur.partner', ?, true)")) {
            set.setString(1, access.actor().name().toLowerCase(java.util.Locale.ROOT));
            set.setString(2, Objects.requireNonNullElse(access.tenant(), ""));
            set.setString(3, Objects.toString(access.person(), ""));
            set.setString(4, Objects.toString(access.partner(), ""));
            set.execute();
        }
    }

    /** Without it nothing is limited: it ends with the transaction, as the others do. */
    private static void limit(Connection connection, Set<UUID> only) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("select set_config('testamur.only', ?, true)")) {
            set.setString(1, only.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")));
            set.execute();
        }
    }
}
