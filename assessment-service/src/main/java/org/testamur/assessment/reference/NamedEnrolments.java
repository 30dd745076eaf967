package org.testamur.assessment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Finds enrolments by what an institution knows of the learner; in the caller's transaction. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class NamedEnrolments {

    private static final int PART = 1_000;

    private final Sql sql;

    NamedEnrolments(Sql sql) {
        this.sql = sql;
    }

    /** Whose enrolment in which micro-credential is meant. */
    public record Named(LearnerName learner, UUID microCredential) {}

    private record Match(int place, UUID enrolment) {}

    /**
     * The active enrolments of the institution that each name fits, in the order of the names: none, one, or several.
     */
    public List<List<UUID>> find(UUID institution, List<Named> names) {
        List<List<UUID>> found = new ArrayList<>();
        for (int from = 0; from < names.size(); from += PART) {
            found.addAll(part(institution, names.subList(from, Math.min(names.size(), from + PART))));
        }
        return found;
    }

    private List<List<UUID>> part(UUID institution, List<Named> names) {
        List<List<UUID>> found = new ArrayList<>();
        names.forEach(name -> found.add(new ArrayList<>()));
        // By the learners that a number or an address names, which indexes find, then their enrolments.
        sql.list(
                        """
                        select asked.place, e.id
                        from unnest(?::text[], ?::text[], ?::uuid[])
                            with ordinality as asked (number, email, micro_credential, place)
                        cross join lateral (
                            select n.learner_id from learner_number n
                            where n.institution_id = ? and n.number = asked.number
                                and (asked.email is null or exists (
                                    select 1 from learner l where l.id = n.learner_id and l.email = asked.email))
                            union
                            select l.id from learner l where asked.number is null and l.email = asked.email
                        ) as known (learner_id)
                        join enrolment e on e.learner_id = known.learner_id and e.institution_id = ?
                            and e.micro_credential_id = asked.micro_credential and e.state = 'ACTIVE'
                        order by 1, 2""",
                        row -> new Match(row.getInt(1), row.getObject(2, UUID.class)),
                        Sql.column(names, String[]::new, name -> name.learner().number()),
                        Sql.column(names, String[]::new, name -> name.learner().address()),
                        Sql.column(names, UUID[]::new, Named::microCredential),
                        institution.toString(),
                        institution.toString())
                .forEach(match -> found.get(match.place() - 1).add(match.enrolment()));
        return Collections.unmodifiableList(found);
    }
}
