package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.testamur.issuance.reference.MovedLearner;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.sql.Sql;

/** Gives credentials to the learner whose record has taken in their learner's, each with its fact. No document changes. */
@ApplicationScoped
class MoveCredentials implements MovedLearner {

    private final Sql sql;
    private final CredentialFacts facts;
    private final Outbox outbox;

    MoveCredentials(Sql sql, CredentialFacts facts, Outbox outbox) {
        this.sql = sql;
        this.facts = facts;
        this.outbox = outbox;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void moved(UUID from, UUID into) {
        sql.list(
                        "update credential set learner_id = ?, revision = revision + 1, lock = lock + 1"
                                + " where learner_id = ? returning id",
                        row -> Sql.uuid(row, "id"),
                        into,
                        from)
                .forEach(id -> facts.fact(id).ifPresent(outbox::append));
    }
}
