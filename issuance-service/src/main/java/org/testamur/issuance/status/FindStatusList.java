package org.testamur.issuance.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;

/** Answers what a list says, to anybody. */
@ApplicationScoped
class FindStatusList {

    private final Sql sql;

    FindStatusList(Sql sql) {
        this.sql = sql;
    }

    /**
     * A list as it was published.
     *
     * @param etag without its quotes
     * @param compressed by gzip
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Published(String etag, byte[] compressed) {}

    @Transactional
    Published published(UUID id) {
        return sql.first("select etag, body from status_list where id = ?", FindStatusList::row, id)
                .orElseThrow(() -> Refusal.notFound("status-list", "No status list has this id."))
                .orElseThrow(() ->
                        Refusal.of(Refusal.Kind.UNAVAILABLE, "not-published", "The list is about to be published."));
    }

    private static Optional<Published> row(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("body");
        return body == null ? Optional.empty() : Optional.of(new Published(row.getString("etag"), body));
    }
}
