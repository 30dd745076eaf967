package org.testamur.enrolment.roster;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.enrolment.learner.RegisteredLearners;
import org.testamur.enrolment.learner.StaffLearnerView;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;

/** Finds learners for the staff of an institution: those whom it reads, and nobody of whom it does not know. */
@ApplicationScoped
public class FindLearners {

    private final Sql sql;
    private final RegisteredLearners learners;
    private final LearnerNumbers numbers;

    FindLearners(Sql sql, RegisteredLearners learners, LearnerNumbers numbers) {
        this.sql = sql;
        this.learners = learners;
        this.numbers = numbers;
    }

    @Transactional
    Page<RosterEntry> find(UUID institution, LearnerQuery query, ListRequest request) {
        boolean oldest = request.isOldestFirst();
        List<UUID> found = ids(query, request.after().orElse(null), oldest, request.limit() + 1);
        Map<UUID, String> known = numbers.of(institution, found);
        Comparator<StaffLearnerView> older =
                Comparator.comparing(StaffLearnerView::learnerId, FindLearners::asDatabase);
        List<RosterEntry> entries = learners.ofInstitution(found, institution).stream()
                .sorted(oldest ? older : older.reversed())
                .map(learner -> RosterEntry.of(learner, known.get(learner.learnerId())))
                .toList();
        return Page.of(entries, request, RosterEntry::learnerId).counted(request, most -> count(query, most));
    }

    @Transactional
    RosterEntry number(UUID institution, UUID learner, String number) {
        StaffLearnerView view = one(institution, learner);
        numbers.put(institution, learner, number);
        return RosterEntry.of(view, number);
    }

    @Transactional
    void withoutNumber(UUID institution, UUID learner) {
        one(institution, learner);
        numbers.remove(institution, learner);
    }

    /** Those whom the institution reads under exactly this address, whatever its case; in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UUID> withAddress(UUID institution, String email) {
        String address = email.toLowerCase(Locale.ROOT);
        return learners.ofInstitution(ids(new LearnerQuery(null, address, ""), null, false, 100), institution).stream()
                .filter(learner -> learner.email() != null
                        && learner.email().toLowerCase(Locale.ROOT).equals(address)
                        && (learner.emailVerified() || learner.registeredHere()))
                .map(StaffLearnerView::learnerId)
                .toList();
    }

    private StaffLearnerView one(UUID institution, UUID learner) {
        return learners.ofInstitution(List.of(learner), institution).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("learner", "No learner of this institution has this id."));
    }

    private List<UUID> ids(LearnerQuery query, @Nullable UUID after, boolean oldestFirst, int most) {
        return sql.list(
                "select id from testamur_finds_learners(?::text, ?::text, ?::text, ?::uuid, ?::boolean, ?::integer)"
                        + " as found (id)",
                row -> Sql.uuid(row, "id"),
                query.words(),
                query.address(),
                query.number(),
                after,
                oldestFirst,
                most);
    }

    private long count(LearnerQuery query, int most) {
        return sql.first(
                        "select count(*) from testamur_finds_learners("
                                + "?::text, ?::text, ?::text, null::uuid, true, ?::integer)",
                        row -> row.getLong(1),
                        query.words(),
                        query.address(),
                        query.number(),
                        most)
                .orElseThrow();
    }

    /** PostgreSQL orders UUIDs by their bytes without signs, Java by two signed numbers. */
    private static int asDatabase(UUID one, UUID other) {
        return one.toString().compareTo(other.toString());
    }
}
