package org.testamur.enrolment.roster;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.testamur.enrolment.learner.MovedRecords;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.sql.StatementException;

/** The numbers by which institutions know learners; in the caller's transaction. */
@ApplicationScoped
public class LearnerNumbers implements MovedRecords {

    private static final String UNIQUE_VIOLATION = "23505";

    private final Sql sql;
    private final RegisteredLearners learners;

    LearnerNumbers(Sql sql, RegisteredLearners learners) {
        this.sql = sql;
        this.learners = learners;
    }

    /** The learner whom the institution knows by this number. */
    public Optional<UUID> learnerWith(UUID institution, String number) {
        return sql.first(
                "select learner_id from learner_number where institution_id = ? and number = ?",
                row -> Sql.uuid(row, "learner_id"),
                institution.toString(),
                number);
    }

    /**
     * Gives a learner a number in the place of the one that they had, and tells it; refuses one that is somebody else's.
     * Again changes nothing.
     */
    public void put(UUID institution, UUID learner, String number) {
        if (learnerWith(institution, number).filter(learner::equals).isEmpty()) {
            learners.number(learner, () -> write(institution, learner, number));
        }
    }

    private void write(UUID institution, UUID learner, String number) {
        try {
            sql.update(
                    "insert into learner_number (institution_id, learner_id, number) values (?, ?, ?)"
                            + " on conflict (institution_id, learner_id) do update set number = excluded.number",
                    institution.toString(),
                    learner,
                    number);
        } catch (StatementException e) {
            if (e.getCause() instanceof SQLException cause && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                throw Refusal.conflict("number-taken", "Another learner of the institution has this number.");
            }
            throw e;
        }
    }

    void remove(UUID institution, UUID learner) {
        if (!of(institution, List.of(learner)).isEmpty()) {
            learners.number(
                    learner,
                    () -> sql.update(
                            "delete from learner_number where institution_id = ? and learner_id = ?",
                            institution.toString(),
                            learner));
        }
    }

    /** Where the learner has a number of their own, that one stays. */
    @Override
    public void moved(UUID from, UUID into) {
        sql.update(
                "update learner_number n set learner_id = ? where learner_id = ? and not exists (select 1 from"
                        + " learner_number o where o.learner_id = ? and o.institution_id = n.institution_id)",
                into,
                from,
                into);
        sql.update("delete from learner_number where learner_id = ?", from);
    }

    /** The numbers of those of the learners who have one. */
    public Map<UUID, String> of(UUID institution, Collection<UUID> learners) {
        return sql
                .list(
                        "select learner_id, number from learner_number where institution_id = ? and learner_id = any(?)",
                        row -> Map.entry(Sql.uuid(row, "learner_id"), row.getString("number")),
                        institution.toString(),
                        learners.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
