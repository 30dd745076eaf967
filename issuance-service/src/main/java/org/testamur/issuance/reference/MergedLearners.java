package org.testamur.issuance.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.testamur.platform.sql.Sql;

/**
 * Knows which records of learners have become part of another's. The learner's fact and those of the enrolments tell of it
 * in any order, and results may still bear the id of before.
 */
@ApplicationScoped
public class MergedLearners {

    private final Sql sql;
    private final Instance<MovedLearner> holders;

    MergedLearners(Sql sql, @Any Instance<MovedLearner> holders) {
        this.sql = sql;
        this.holders = holders;
    }

    /** Notes it and moves all that is held of the learner, as far as the caller's access reaches. */
    void merged(UUID learner, UUID into) {
        sql.update(
                "insert into merged_learner (learner_id, merged_into) values (?, ?) on conflict do nothing",
                learner,
                into);
        // Waits for decisions that are under way for the learner; those that come find the other.
        sql.first("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, learner.toString());
        holders.forEach(each -> each.moved(learner, into));
    }

    /** Whose record this one is part of, or itself. */
    public UUID whole(UUID learner) {
        return sql.first(
                        "select merged_into from merged_learner where learner_id = ?",
                        row -> Sql.uuid(row, "merged_into"),
                        learner)
                .orElse(learner);
    }

    /** Of those of the learners who are merged, into whom. */
    public Map<UUID, UUID> whole(Collection<UUID> learners) {
        return sql
                .list(
                        "select learner_id, merged_into from merged_learner where learner_id = any(?)",
                        row -> Map.entry(Sql.uuid(row, "learner_id"), Sql.uuid(row, "merged_into")),
                        (Object) learners.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
