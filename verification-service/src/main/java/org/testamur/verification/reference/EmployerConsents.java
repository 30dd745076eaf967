package org.testamur.verification.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Keeps which employers a learner lets have the links to their credentials: nobody, unless they said so. */
@ApplicationScoped
class EmployerConsents {

    private final Sql sql;

    EmployerConsents(Sql sql) {
        this.sql = sql;
    }

    /** These and no others from now on. */
    void keep(UUID learner, Collection<UUID> employers) {
        UUID[] all = employers.stream().distinct().toArray(UUID[]::new);
        sql.update("delete from employer_consent where learner_id = ? and not employer_id = any(?)", learner, all);
        if (all.length > 0) {
            sql.update(
                    "insert into employer_consent (learner_id, employer_id) select ?, unnest(?::uuid[])"
                            + " on conflict do nothing",
                    learner,
                    all);
        }
    }

    void withdrawAll(UUID learner) {
        sql.update("delete from employer_consent where learner_id = ?", learner);
    }
}
