import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Tries who may enter which database, by the certificates and rules of the charts, and what they may do there. */
final class Doors {

    private static boolean wrong;

    private Doors() {}

    private interface Act {
        void run(Connection connection) throws SQLException;
    }

    public static void main(String[] arguments) {
        expect("catalog_app enters catalog", "", "catalog", "catalog_app", "verify-full", connection -> {});
        expect("catalog_owner enters catalog", "", "catalog", "catalog_owner", "verify-full", connection -> {});
        expect("catalog_app enters without TLS", "28000", "catalog", "catalog_app", "disable", connection -> {});
        expect("catalog_app enters enrolment", "28000", "enrolment", "catalog_app", "verify-full", connection -> {});
        expect("catalog_owner enters issuance", "28000", "issuance", "catalog_owner", "verify-full", connection -> {});
        expect("catalog_app makes a table", "42501", "catalog", "catalog_app", "verify-full", connection -> run(connection, "create table x ()"));
        expect("catalog_app reads a table", "", "catalog", "catalog_app", "verify-full", connection -> run(connection, "select from outbox"));
        expect("catalog_app drops a table", "42501", "catalog", "catalog_app", "verify-full", connection -> run(connection, "drop table outbox"));
        System.exit(wrong ? 1 : 0);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @param refusal the SQLSTATE, or nothing */
    private static void expect(String what, String refusal, String database, String user, String tls, Act act) {
        var settings = new Properties();
        settings.setProperty("user", user);
        settings.setProperty("password", "for testamur-" + user.replace('_', '-'));
        settings.setProperty("sslmode", tls);
        settings.setProperty("sslrootcert", "/etc/testamur/database/ca.crt");
        var found = "";
        try (var connection = DriverManager.getConnection("jdbc:postgresql://testamur-postgres-rw:5432/" + database, settings)) {
            act.run(connection);
        } catch (SQLException e) {
            found = e.getSQLState();
        }
        wrong |= !found.equals(refusal);
        System.out.println(what + ": " + (found.isEmpty() ? "may" : found) + (found.equals(refusal) ? "" : ", WRONG"));
    }
}
