package org.testamur.issuance.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/**
 * Learners whose credentials are to be looked through because their name, or their consent to show it, changed. A
 * version once done is remembered, so that a projection which is built anew causes nothing.
 */
@ApplicationScoped
public class NameChanges {

    private final Sql sql;

    NameChanges(Sql sql) {
        this.sql = sql;
    }

    /** In the transaction that takes the fact of this version. */
    void noticed(UUID learner, long version) {
        sql.update("""
                insert into name_change as known (learner_id, version) values (?, ?)
                on conflict (learner_id) do update set version = excluded.version
                where known.version < excluded.version""", learner, version);
    }

    void erase(UUID learner) {
        sql.update("delete from name_change where learner_id = ?", learner);
    }

    /** Those that wait, by id, from the first after one. */
    public List<UUID> open(UUID after, int limit) {
        return sql.list(
                "select learner_id from name_change where done_version < version and learner_id > ?"
                        + " order by learner_id limit ?",
                row -> row.getObject(1, UUID.class),
                after,
                limit);
    }

    /** The version to be done, held until the caller's transaction ends; empty when another instance is at it. */
    public Optional<Long> hold(UUID learner) {
        // Waits for decisions that began under the old name; later ones read the new one.
        sql.first("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, learner.toString());
        return sql.first(
                "select version from name_change where learner_id = ? and done_version < version"
                        + " for update skip locked",
                row -> row.getLong(1),
                learner);
    }

    public void done(UUID learner, long version) {
        sql.update("update name_change set done_version = ? where learner_id = ?", version, learner);
    }
}
