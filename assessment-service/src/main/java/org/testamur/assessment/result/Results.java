package org.testamur.assessment.result;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.sql.Sql;

/** Stores results. */
@ApplicationScoped
public class Results implements PanacheRepositoryBase<Result, UUID> {

    private final Sql sql;
    private final FirstResults firstResults;
    private final Outbox outbox;

    Results(Sql sql, FirstResults firstResults, Outbox outbox) {
        this.sql = sql;
        this.firstResults = firstResults;
        this.outbox = outbox;
    }

    /** Keeps the new revision in the history and tells it. */
    void revised(Result result) {
        if (!isPersistent(result)) {
            persist(result);
        }
        // Gives the entity its revision.
        flush();
        getEntityManager().persist(new ResultRevision(result));
        outbox.append(ResultFact.of(result));
    }

    /** Those of the enrolments that have one. */
    Map<UUID, Result> of(Collection<UUID> enrolments) {
        List<UUID> present = sql.list(
                "select enrolment_id from result where enrolment_id = any(?)",
                row -> row.getObject(1, UUID.class),
                (Object) enrolments.toArray(UUID[]::new));
        return present.isEmpty()
                ? Map.of()
                : getSession()
                        .createNativeQuery("select * from result where enrolment_id = any(:present)", Result.class)
                        .setParameter("present", present.toArray(UUID[]::new))
                        .getResultStream()
                        .collect(Collectors.toMap(Result::enrolmentId, result -> result));
    }

    /** As {@link #revised}, for many at once. */
    void revisedAll(List<Result> results) {
        if (results.isEmpty()) {
            return;
        }
        List<Result> first = new ArrayList<>();
        List<Result> corrected = new ArrayList<>();
        results.forEach(result -> (isPersistent(result) ? corrected : first).add(result));
        firstResults.insert(first);
        if (!corrected.isEmpty()) {
            getSession().setJdbcBatchSize(corrected.size());
            // Gives the entities their revisions.
            flush();
            corrected.forEach(result -> getEntityManager().persist(new ResultRevision(result)));
            flush();
        }
        outbox.appendAll(results.stream().map(ResultFact::of).toList());
    }

    /** Publishes a tombstone for the result. */
    void erased(Result result) {
        flush();
        outbox.append(ResultFact.of(result));
    }

    List<ResultRevision> revisions(UUID enrolmentId) {
        return getEntityManager()
                .createQuery(
                        "from ResultRevision where key.enrolmentId = :id order by key.revision", ResultRevision.class)
                .setParameter("id", enrolmentId)
                .getResultList();
    }

    /** Results of the learner or of these enrolments that are not erased, locked. */
    List<Result> toErase(UUID learnerId, List<UUID> enrolmentIds) {
        return find(
                        "erasedAt is null and (learnerId = :learner or enrolmentId in :ids)",
                        Map.of("learner", learnerId, "ids", enrolmentIds))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** In the request's order, and one more than the page holds. */
    List<Result> page(ResultFilter filter, ListRequest request) {
        Map<String, Object> parameters = new HashMap<>();
        String where = where(filter, parameters);
        Optional<UUID> after = request.after();
        after.ifPresent(id -> parameters.put("after", id));
        return find(
                        where + (after.isPresent() ? " and enrolmentId " + request.beyond() + " :after" : "")
                                + " order by enrolmentId " + request.direction(),
                        parameters)
                .page(0, request.limit() + 1)
                .list();
    }

    /** How many there are, as far as it matters. */
    long count(ResultFilter filter, int most) {
        Map<String, Object> parameters = new HashMap<>();
        var query = getEntityManager()
                .createQuery(
                        "select count(*) from (select enrolmentId as id from Result where " + where(filter, parameters)
                                + " order by enrolmentId fetch first " + most + " rows only) counted",
                        Long.class);
        parameters.forEach(query::setParameter);
        return query.getSingleResult();
    }

    private static String where(ResultFilter filter, Map<String, Object> parameters) {
        List<String> conditions = new ArrayList<>(List.of("erasedAt is null"));
        filter.microCredentialId().ifPresent(id -> {
            conditions.add("microCredentialId = :microCredential");
            parameters.put("microCredential", id);
        });
        filter.learnerId().ifPresent(id -> {
            conditions.add("learnerId = :learner");
            parameters.put("learner", id);
        });
        filter.outcome().ifPresent(outcome -> {
            conditions.add("outcome = :outcome");
            parameters.put("outcome", outcome);
        });
        filter.recordedBy().ifPresent(login -> {
            conditions.add("recordedBy = :login");
            parameters.put("login", login);
        });
        return String.join(" and ", conditions);
    }
}
