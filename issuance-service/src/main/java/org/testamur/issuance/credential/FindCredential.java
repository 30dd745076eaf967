package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;

/** Returns the text of a credential by its id. */
@ApplicationScoped
class FindCredential {

    private final Sql sql;

    FindCredential(Sql sql) {
        this.sql = sql;
    }

    /** A row: without a document it is erased. */
    private record StoredDocument(Optional<String> document, boolean hidden) {}

    @Transactional
    String document(UUID id) {
        StoredDocument found = sql.first(
                        "select document, hidden from credential where id = ?",
                        row -> new StoredDocument(Optional.ofNullable(row.getString(1)), row.getBoolean(2)),
                        id)
                .orElseThrow(() -> Refusal.notFound("credential", "No credential has this id."));
        if (found.hidden()) {
            // Not a word of why: that there is another name is what must not be told.
            throw Refusal.of(Refusal.Kind.GONE, "credential-gone", "This credential is no longer shown.");
        }
        return found.document()
                .orElseThrow(() -> Refusal.of(
                        Refusal.Kind.GONE, "credential-erased", "The learner asked for this credential to be erased."));
    }
}
