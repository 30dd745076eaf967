package org.testamur.assessment;

import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.tenancy.Access;

/** Looks into the service's own database, in whichever capacity a test wants to. */
record Tables(AgroalDataSource dataSource) {

    List<String> as(Access access, String sql, Object... arguments) {
        return access.call(() -> QuarkusTransaction.requiringNew().call(() -> inPlace(sql, arguments)));
    }

    /** In the transaction that is open. */
    List<String> inPlace(String sql, Object... arguments) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            if (!statement.execute()) {
                return List.of(Integer.toString(statement.getUpdateCount()));
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    rows.add(String.valueOf(result.getString(1)));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    List<String> everywhere(String sql, Object... arguments) {
        return as(Access.everywhere(), sql, arguments);
    }

    /** Results, revisions and unsent facts of an enrolment. */
    int traces(UUID enrolment) {
        return everywhere("select 1 from result where enrolment_id = ?", enrolment)
                        .size()
                + everywhere("select 1 from result_revision where enrolment_id = ?", enrolment)
                        .size()
                + everywhere("select 1 from outbox where aggregateid = ?", enrolment.toString())
                        .size();
    }

    /** How many statements with this text wait for somebody else's. */
    int waiting(String text) {
        return everywhere(
                        "select 1 from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock' and position(? in query) > 0",
                        text)
                .size();
    }

    /** Waits until every fact is sent: a fact can be read from its topic shortly before its row in the outbox goes. */
    void awaitSent() {
        await(() -> everywhere("select 1 from outbox").isEmpty());
    }

    /** The tables with a row that holds the text anywhere, once every fact is sent. */
    List<String> tablesWith(String text) {
        awaitSent();
        return everywhere("select tablename from pg_tables where schemaname = 'public' order by 1").stream()
                .filter(table -> !table.startsWith("flyway"))
                .filter(table ->
                        !everywhere("select 1 from \"" + table + "\" t where position(?::text in t::text) > 0", text)
                                        .isEmpty()
                                || (table.equals("parked_event")
                                        && !everywhere(
                                                        "select 1 from parked_event"
                                                                + " where position(convert_to(?, 'UTF8') in coalesce(value, '')) > 0",
                                                        text)
                                                .isEmpty()))
                .toList();
    }
}
