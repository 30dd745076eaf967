package org.testamur.issuance.award;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.reference.Enrolment;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.sql.Sql;

/** Stores the awards of all enrolments that had a result. */
@ApplicationScoped
public class Awards implements PanacheRepositoryBase<Award, UUID> {

    /** Should the award have been lost, it goes on where its credentials ended, so that no decision on them is lost. */
    private static final String NEWEST_CREDENTIAL = """
            from (values (1)) lost left join (select id, url, award_number, state, reason from credential
                where enrolment_id = ? and state <> 'ERASED' order by award_number desc limit 1) newest on true""";

    private static final String HOLD = """
            insert into award as known (enrolment_id, institution_id, learner_id, micro_credential_id,
                micro_credential_version, state, updated_at, batch_id, batch_row, batch_rows, reason, credential_id,
                credential_url, award_number)
            select ?::uuid, ?::text, ?::uuid, ?::uuid, ?::int, coalesce(newest.state, 'NONE'), ?::timestamptz,
                ?::uuid, ?::int, ?::int, newest.reason, newest.id, newest.url, coalesce(newest.award_number, 0)
            %s
            on conflict (enrolment_id) do update set learner_id = excluded.learner_id,
                micro_credential_id = excluded.micro_credential_id,
                micro_credential_version = excluded.micro_credential_version,
                batch_id = coalesce(excluded.batch_id, known.batch_id),
                batch_row = coalesce(excluded.batch_row, known.batch_row),
                batch_rows = coalesce(excluded.batch_rows, known.batch_rows)
            where (known.learner_id, known.micro_credential_id, known.micro_credential_version)
                is distinct from (excluded.learner_id, excluded.micro_credential_id,
                    excluded.micro_credential_version)
                or (excluded.batch_id is not null and excluded.batch_id is distinct from known.batch_id)""".formatted(NEWEST_CREDENTIAL);

    private static final String WAIT = """
            insert into award as known (enrolment_id, institution_id, learner_id, micro_credential_id,
                micro_credential_version, state, waiting_for, waiting_since, updated_at, batch_id,
                batch_row, batch_rows, credential_id, credential_url, award_number)
            select ?::uuid, ?::text, ?::uuid, ?::uuid, ?::int, 'WAITING', ?::text, ?::timestamptz,
                ?::timestamptz, ?::uuid, ?::int, ?::int, newest.id, newest.url,
                coalesce(newest.award_number, 0)
            %s
            on conflict (enrolment_id) do update set state = 'WAITING', reason = null,
                waiting_for = excluded.waiting_for,
                waiting_since = coalesce(known.waiting_since, excluded.waiting_since),
                updated_at = excluded.updated_at, lock = known.lock + 1
            where known.state not in ('ISSUED', 'SUSPENDED')
                and not (known.state = 'WAITING' and known.waiting_for = 'registrar')
                and known.waiting_for is distinct from excluded.waiting_for""".formatted(NEWEST_CREDENTIAL);

    private final Sql sql;
    private final Clock clock;

    Awards(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The award of an enrolment, new if need be, held until the transaction ends: one decision at a time. */
    public Award hold(Enrolment enrolment, @Nullable BatchRow batch) {
        sql.update(
                HOLD,
                enrolment.enrolmentId(),
                enrolment.institutionId().toString(),
                enrolment.learnerId(),
                enrolment.microCredentialId(),
                enrolment.microCredentialVersion(),
                clock.instant(),
                batch == null ? null : batch.id(),
                batch == null ? null : batch.row(),
                batch == null ? null : batch.rows(),
                enrolment.enrolmentId());
        return lock(enrolment.enrolmentId())
                .orElseThrow(() -> new IllegalStateException(
                        "the enrolment " + enrolment.enrolmentId() + " has an award at another institution"));
    }

    /** Holds it until the transaction ends. */
    public Optional<Award> lock(UUID enrolment) {
        return findByIdOptional(enrolment, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Records what a pass waits for, in a transaction of its own that commits even if the caller's rolls back. It
     * replaces neither an award that counts nor an earlier pass that waits for a registrar, who would no longer see
     * that pass.
     */
    public void waits(Enrolment enrolment, List<String> references, @Nullable BatchRow batch) {
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew()
                .run(() -> sql.update(
                        WAIT,
                        enrolment.enrolmentId(),
                        enrolment.institutionId().toString(),
                        enrolment.learnerId(),
                        enrolment.microCredentialId(),
                        enrolment.microCredentialVersion(),
                        Award.joinWaiting(references),
                        now,
                        now,
                        batch == null ? null : batch.id(),
                        batch == null ? null : batch.row(),
                        batch == null ? null : batch.rows(),
                        enrolment.enrolmentId()));
    }

    /**
     * Has the revision decided on once more: takes back, in the caller's transaction, the note that it was. An award that
     * was lost is made again from the enrolment's newest credential.
     */
    public void reopen(UUID enrolment, long revision) {
        sql.update("""
                insert into award as known (enrolment_id, institution_id, learner_id, micro_credential_id,
                    micro_credential_version, state, reason, credential_id, credential_url, award_number, updated_at)
                select enrolment_id, institution_id, learner_id, micro_credential_id, micro_credential_version, state,
                    reason, id, url, award_number, awarded_at
                from credential where enrolment_id = ? and state <> 'ERASED' order by award_number desc limit 1
                on conflict (enrolment_id) do update set lock = known.lock + 1,
                    credential_id = coalesce(known.credential_id, excluded.credential_id),
                    credential_url = coalesce(known.credential_url, excluded.credential_url),
                    award_number = greatest(known.award_number, excluded.award_number)""", enrolment);
        sql.update(
                "update award set result_revision = ?, lock = lock + 1 where enrolment_id = ? and result_revision = ?",
                revision - 1,
                enrolment,
                revision);
    }

    public void erase(UUID learner) {
        sql.update("delete from award where learner_id = ?", learner);
    }

    Optional<Instant> oldestWaiting() {
        return sql.first(
                        "select min(waiting_since) as since from award where state = 'WAITING' and waiting_for <> 'registrar'",
                        row -> Optional.ofNullable(Sql.instant(row, "since")))
                .flatMap(since -> since);
    }

    /** In the request's order; one more than the limit, which tells whether there is a next part. */
    List<Award> list(Filter filter, ListRequest request) {
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = where(filter, parameters);
        add(
                where,
                parameters,
                "enrolmentId " + request.beyond() + " :after",
                "after",
                request.after().orElse(null));
        return find("from Award where " + where + " order by enrolmentId " + request.direction(), parameters)
                .range(0, request.limit())
                .list();
    }

    /** How many there are, as far as it matters. */
    long count(Filter filter, int most) {
        Map<String, Object> parameters = new HashMap<>();
        var query = getEntityManager()
                .createQuery(
                        "select count(*) from (select enrolmentId as id from Award where " + where(filter, parameters)
                                + " order by enrolmentId fetch first " + most + " rows only) counted",
                        Long.class);
        parameters.forEach(query::setParameter);
        return query.getSingleResult();
    }

    private static StringBuilder where(Filter filter, Map<String, Object> parameters) {
        StringBuilder where = new StringBuilder("true = true");
        add(where, parameters, "learnerId = :learner", "learner", filter.learner());
        add(where, parameters, "microCredentialId = :microCredential", "microCredential", filter.microCredential());
        add(where, parameters, "state = :state", "state", filter.state());
        add(where, parameters, "waitingFor = :waitingFor", "waitingFor", filter.waitingFor());
        return where;
    }

    /** What a list is narrowed to. */
    record Filter(
            @Nullable UUID learner,
            @Nullable UUID microCredential,
            Award.@Nullable AwardState state,
            @Nullable String waitingFor) {}

    private static void add(
            StringBuilder query,
            Map<String, Object> parameters,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            query.append(" and ").append(condition);
            parameters.put(name, value);
        }
    }
}
