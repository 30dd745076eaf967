package org.testamur.bench.flow;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.testamur.bench.stack.OwnStack;

/** How many rows the services' databases have written so far, as PostgreSQL counts them. */
record Written(long inserted, long updated, long deleted) {

    private static final List<String> DATABASES = List.of("assessment", "issuance", "verification");

    static Written now(OwnStack stack) {
        long inserted = 0;
        long updated = 0;
        long deleted = 0;
        for (String database : DATABASES) {
            try (Connection connection = stack.superuser(database);
                    var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "select sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_del) from pg_stat_user_tables")) {
                row.next();
                inserted += row.getLong(1);
                updated += row.getLong(2);
                deleted += row.getLong(3);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return new Written(inserted, updated, deleted);
    }

    Written since(Written earlier) {
        return new Written(inserted - earlier.inserted, updated - earlier.updated, deleted - earlier.deleted);
    }
}
