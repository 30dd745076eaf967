package org.testamur.verification.learner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;
import org.testamur.verification.sql.Sql;

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
        sql.run("delete from employer_consent where learner_id = ? and not employer_id = any(?)", learner, all);
        if (all.length > 0) {
            sql.run(
                    "insert into employer_consent (learner_id, employer_id) select ?, unnest(?::uuid[])"
                            + " on conflict do nothing",
                    learner,
                    all);
        }
    }

    void withdrawAll(UUID learner) {
        sql.run("delete from employer_consent where learner_id = ?", learner);
    }
}
