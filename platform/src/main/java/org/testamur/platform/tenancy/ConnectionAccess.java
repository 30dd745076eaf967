package org.testamur.platform.tenancy;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;

/** Tells each connection, for the transaction that takes it, on whose behalf it works. */
@Singleton
class ConnectionAccess implements AgroalPoolInterceptor {

    @Override
    public void onConnectionAcquire(Connection connection) {
        Access access = Access.current();
        try (PreparedStatement set = connection.prepareStatement(
                "select set_config('testamur.actor', ?, true), set_config('testamur.tenant', ?, true),"
                        + " set_config('testamur.person', ?, true), set_config('testamur.partner', ?, true)")) {
            set.setString(1, access.actor().name().toLowerCase(java.util.Locale.ROOT));
            set.setString(2, Objects.requireNonNullElse(access.tenant(), ""));
            set.setString(3, Objects.toString(access.person(), ""));
            set.setString(4, Objects.toString(access.partner(), ""));
            set.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("could not tell the database on whose behalf it works", e);
        }
    }
}
