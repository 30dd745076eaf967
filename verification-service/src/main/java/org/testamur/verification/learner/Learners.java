package org.testamur.verification.learner;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.testamur.verification.sql.Sql;

/** Names that may be shown, and learners of whom nothing may be kept. */
@ApplicationScoped
public class Learners {

    private final Sql sql;

    Learners(Sql sql) {
        this.sql = sql;
    }

    /** The learner's name, if they consent to its being shown. */
    public Optional<String> shownName(UUID learner) {
        return sql.first("select name from shown_name where learner_id = ?", row -> row.getString(1), learner);
    }

    /** Whether the learner was erased; holds back their erasure until this transaction ends. */
    public boolean isErased(UUID learner) {
        sql.lock(learner);
        return sql.first("select 1 from erased_learner where learner_id = ?", row -> true, learner)
                .isPresent();
    }

    public void erase(UUID learner, Instant at) {
        sql.lock(learner);
        sql.run("insert into erased_learner (learner_id, erased_at) values (?, ?) on conflict do nothing", learner, at);
        hide(learner);
    }

    void show(UUID learner, String name) {
        sql.run(
                "insert into shown_name (learner_id, name) values (?, ?)"
                        + " on conflict (learner_id) do update set name = excluded.name",
                learner,
                name);
    }

    void hide(UUID learner) {
        sql.run("delete from shown_name where learner_id = ?", learner);
    }

    void clear() {
        sql.run("delete from shown_name");
    }
}
