package org.testamur.issuance.award;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.credential.Credential;
import org.testamur.platform.sql.Sql;

/** Notes many first decisions at once; an enrolment on which something was decided before is left as it is. */
@ApplicationScoped
public class FirstDecisions {

    private final Sql sql;
    private final Clock clock;

    FirstDecisions(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** On which of these enrolments something was decided before, as things stand. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<UUID> madeOf(Collection<UUID> enrolments) {
        return new HashSet<>(
                sql.list("""
                select enrolment_id from award where enrolment_id = any(?)
                    and not (state in ('NONE', 'WAITING') and result_revision = 0 and award_number = 0)""", row -> row.getObject(1, UUID.class), (Object) enrolments.toArray(UUID[]::new)));
    }

    /**
     * Holds the awards until the caller's transaction ends.
     *
     * @return the enrolments whose first decision this is
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<UUID> keep(List<FirstDecision> decisions) {
        // Always in the same order, so that instances with the same enrolments do not wait for each other in a ring.
        List<FirstDecision> sorted = decisions.stream()
                .sorted(Comparator.comparing(decision -> decision.enrolment().enrolmentId()))
                .toList();
        return new HashSet<>(sql.list(
                """
                insert into award as known (enrolment_id, institution_id, learner_id, micro_credential_id,
                    micro_credential_version, state, result_revision, credential_id, credential_url, award_number,
                    batch_id, batch_row, batch_rows, updated_at)
                select enrolment_id, institution_id, learner_id, micro_credential_id, micro_credential_version,
                    case when credential_id is null then 'NONE' else 'ISSUED' end, result_revision, credential_id,
                    credential_url, case when credential_id is null then 0 else 1 end, batch_id, batch_row, batch_rows,
                    ?::timestamptz
                from unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::int[], ?::bigint[], ?::uuid[], ?::text[],
                    ?::uuid[], ?::int[], ?::int[]) with ordinality as decision (enrolment_id, institution_id, learner_id,
                    micro_credential_id, micro_credential_version, result_revision, credential_id, credential_url,
                    batch_id, batch_row, batch_rows, place)
                order by place
                on conflict (enrolment_id) do update set learner_id = excluded.learner_id,
                    micro_credential_id = excluded.micro_credential_id,
                    micro_credential_version = excluded.micro_credential_version, state = excluded.state,
                    waiting_for = null, waiting_since = null, reason = null,
                    result_revision = excluded.result_revision, credential_id = excluded.credential_id,
                    credential_url = excluded.credential_url, award_number = excluded.award_number,
                    batch_id = excluded.batch_id, batch_row = excluded.batch_row, batch_rows = excluded.batch_rows,
                    updated_at = excluded.updated_at, lock = known.lock + 1
                where known.state in ('NONE', 'WAITING') and known.result_revision = 0 and known.award_number = 0
                returning enrolment_id""",
                row -> row.getObject(1, UUID.class),
                clock.instant(),
                Sql.column(sorted, UUID[]::new, decision -> decision.enrolment().enrolmentId()),
                Sql.column(
                        sorted,
                        String[]::new,
                        decision -> decision.enrolment().institutionId().toString()),
                Sql.column(sorted, UUID[]::new, decision -> decision.enrolment().learnerId()),
                Sql.column(sorted, UUID[]::new, decision -> decision.enrolment().microCredentialId()),
                Sql.column(
                        sorted, Integer[]::new, decision -> decision.enrolment().microCredentialVersion()),
                Sql.column(sorted, Long[]::new, FirstDecision::revision),
                Sql.column(sorted, UUID[]::new, decision -> of(decision.credential(), Credential::id)),
                Sql.column(sorted, String[]::new, decision -> of(decision.credential(), Credential::url)),
                Sql.column(sorted, UUID[]::new, decision -> of(batch(decision), BatchRow::id)),
                Sql.column(sorted, Integer[]::new, decision -> of(batch(decision), BatchRow::row)),
                Sql.column(sorted, Integer[]::new, decision -> of(batch(decision), BatchRow::rows))));
    }

    private static Optional<BatchRow> batch(FirstDecision decision) {
        return Optional.ofNullable(decision.batch());
    }

    private static <S, T> @Nullable T of(Optional<S> source, Function<S, T> value) {
        return source.map(value).orElse(null);
    }
}
