package org.testamur.verification;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.testamur.platform.tenancy.Access;

/** Looks into tables as the service itself sees them. */
public final class Rows {

    private Rows() {}

    /** All of a table as one text. */
    public static String everything(AgroalDataSource dataSource, String table) {
        return text(
                dataSource, Access.everywhere(), "select coalesce(string_agg(t::text, '\n'), '') from " + table + " t");
    }

    /** The one value that a query gives to whoever asks; {@code no row} until there is one. */
    public static String text(AgroalDataSource dataSource, Access access, String sql) {
        return access.call(() -> QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                return result.next() ? String.valueOf(result.getString(1)) : "no row";
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }));
    }
}
