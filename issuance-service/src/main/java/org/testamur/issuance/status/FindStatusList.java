package org.testamur.issuance.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.issuance.store.Sql;
import org.testamur.platform.problem.Refusal;

/** Answers what a list says, to anybody. */
@ApplicationScoped
class FindStatusList {

    private final Sql sql;

    FindStatusList(Sql sql) {
        this.sql = sql;
    }

    @Transactional
    String document(UUID id) {
        return sql.first(
                        "select document from status_list where id = ? and document is not null",
                        row -> row.getString(1),
                        id)
                .orElseThrow(() -> Refusal.notFound("status-list", "No status list has this id."));
    }
}
