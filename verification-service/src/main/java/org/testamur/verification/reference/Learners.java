package org.testamur.verification.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Stores the names that may be shown, and the learners who were erased. */
@ApplicationScoped
public class Learners {

    /** One lock for all: shared by those who take in what concerns learners, alone to who erases, which is seldom. */
    private static final long ERASURES = 0x6572_6173_7572_6573L;

    private final Sql sql;

    Learners(Sql sql) {
        this.sql = sql;
    }

    /** The learner's name, if they consent to its being shown. */
    public Optional<String> shownName(UUID learner) {
        return sql.first("select name from shown_name where learner_id = ?", row -> row.getString(1), learner);
    }

    /** Whether the learner was erased; holds back erasures until this transaction ends. */
    public boolean isErased(UUID learner) {
        return !erased(List.of(learner)).isEmpty();
    }

    /** Those of them who were erased; holds back erasures until this transaction ends. */
    public Set<UUID> erased(Collection<UUID> learners) {
        sql.list("select pg_advisory_xact_lock_shared(" + ERASURES + ")", row -> true);
        return Set.copyOf(sql.list(
                "select learner_id from erased_learner where learner_id = any(?)",
                row -> Sql.uuid(row, "learner_id"),
                (Object) learners.toArray(UUID[]::new)));
    }

    public void erase(UUID learner, Instant at) {
        sql.list("select pg_advisory_xact_lock(" + ERASURES + ")", row -> true);
        sql.update(
                "insert into erased_learner (learner_id, erased_at) values (?, ?) on conflict do nothing", learner, at);
        hide(learner);
        sql.update("delete from employer_consent where learner_id = ?", learner);
    }

    void show(UUID learner, String name) {
        sql.update(
                "insert into shown_name (learner_id, name) values (?, ?)"
                        + " on conflict (learner_id) do update set name = excluded.name",
                learner,
                name);
    }

    void hide(UUID learner) {
        sql.update("delete from shown_name where learner_id = ?", learner);
    }
}
