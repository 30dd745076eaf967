package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.sql.Sql;

/**
 * Forgets a learner's credentials: of each stay its id, so that its address can say that it is gone, and its place in
 * a status list, so that a copy can still be checked.
 */
@ApplicationScoped
public class EraseCredentials {

    private final Sql sql;
    private final CredentialChanges changes;
    private final Instance<DependentAwards> dependents;
    private final Outbox outbox;

    EraseCredentials(Sql sql, CredentialChanges changes, @Any Instance<DependentAwards> dependents, Outbox outbox) {
        this.sql = sql;
        this.changes = changes;
        this.dependents = dependents;
        this.outbox = outbox;
    }

    /** In the caller's transaction, at every institution. */
    @Transactional(Transactional.TxType.MANDATORY)
    public int of(UUID learner) {
        changes.eraseOf(learner);
        dependents.forEach(hook -> hook.erase(learner));
        var erased = sql.list(
                """
                update credential set state = 'ERASED', document = null, enrolment_id = null, learner_id = null,
                    micro_credential_id = null, micro_credential_version = null, award_number = null, reason = null,
                    reason_code = null, hidden = false, superseded_by = null, awarded_on = null, awarded_at = null,
                    issued_at = null, valid_from = null, valid_until = null, content_digest = null, revision = revision + 1, lock = lock + 1
                where learner_id = ? returning id, institution_id, revision""",
                row -> CredentialFacts.erased(
                        row.getObject(1, UUID.class), UUID.fromString(row.getString(2)), row.getLong(3)),
                learner);
        erased.forEach(outbox::append);
        return erased.size();
    }
}
