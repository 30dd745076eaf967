package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.store.Sql;
import org.testamur.platform.problem.Refusal;

/** Answers with the text of a credential to whoever knows its id. */
@ApplicationScoped
class FindCredential {

    private final Sql sql;

    FindCredential(Sql sql) {
        this.sql = sql;
    }

    @Transactional
    String document(UUID id) {
        Optional<String> document = sql.first(
                        "select document from credential where id = ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        id)
                .orElseThrow(() -> Refusal.notFound("credential", "No credential has this id."));
        return document.orElseThrow(() -> Refusal.of(
                Refusal.Kind.GONE, "credential-erased", "The learner asked for this credential to be erased."));
    }
}
