package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.sql.Sql;

/**
 * Inserts first results and their first revisions, by two statements for any number of them: entity by entity they cost
 * more than all else that is done for a batch.
 */
@ApplicationScoped
class FirstResults {

    private static final EvidenceJson EVIDENCE = new EvidenceJson();

    private static final String RESULTS = """
            insert into result (enrolment_id, institution_id, learner_id, micro_credential_id, micro_credential_version,
                revision, change, outcome, score, maximum_score, pass_mark, evidence, assessed_on, recorded_at, recorded_by,
                batch_id, batch_row, batch_rows)
            select enrolment_id, institution_id, learner_id, micro_credential_id, micro_credential_version, revision, change,
                outcome, score, maximum_score, pass_mark, evidence::jsonb, assessed_on, recorded_at, recorded_by, batch_id,
                batch_row, batch_rows
            from unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::int[], ?::bigint[], ?::text[], ?::text[],
                ?::numeric[], ?::numeric[], ?::numeric[], ?::text[], ?::date[], ?::timestamptz[], ?::text[], ?::uuid[],
                ?::int[], ?::int[]) as result (enrolment_id, institution_id, learner_id, micro_credential_id,
                micro_credential_version, revision, change, outcome, score, maximum_score, pass_mark, evidence, assessed_on,
                recorded_at, recorded_by, batch_id, batch_row, batch_rows)""";

    private static final String REVISIONS = """
            insert into result_revision (enrolment_id, institution_id, revision, change, outcome, score, evidence,
                assessed_on, recorded_at, recorded_by)
            select enrolment_id, institution_id, revision, change, outcome, score, evidence::jsonb, assessed_on,
                recorded_at, recorded_by
            from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::date[],
                ?::timestamptz[], ?::text[]) as revision (enrolment_id, institution_id, revision, change, outcome, score,
                evidence, assessed_on, recorded_at, recorded_by)""";

    private final Sql sql;

    FirstResults(Sql sql) {
        this.sql = sql;
    }

    /** They become no entities of the caller's session. */
    @Transactional(Transactional.TxType.MANDATORY)
    void insert(List<Result> results) {
        if (results.isEmpty()) {
            return;
        }
        sql.update(
                RESULTS,
                column(results, Result::enrolmentId),
                column(results, Result::institutionId),
                column(results, Result::learnerId),
                column(results, Result::microCredentialId),
                column(results, Result::microCredentialVersion),
                column(results, Result::revision),
                column(results, Result::change),
                column(results, Result::outcome),
                column(results, Result::score),
                column(results, result -> result.marks().maximumScore()),
                column(results, result -> result.marks().passMark()),
                column(results, FirstResults::evidence),
                column(results, Result::assessedOn),
                column(results, Result::recordedAt),
                column(results, Result::recordedBy),
                column(results, ofBatch(BatchPlace::id)),
                column(results, ofBatch(BatchPlace::row)),
                column(results, ofBatch(BatchPlace::rows)));
        sql.update(
                REVISIONS,
                column(results, Result::enrolmentId),
                column(results, Result::institutionId),
                column(results, Result::revision),
                column(results, Result::change),
                column(results, Result::outcome),
                column(results, Result::score),
                column(results, FirstResults::evidence),
                column(results, Result::assessedOn),
                column(results, Result::recordedAt),
                column(results, Result::recordedBy));
    }

    /** A column of text, which PostgreSQL reads as what the statement says it is. */
    private static Object column(List<Result> results, Function<Result, @Nullable Object> value) {
        return results.stream()
                .map(result -> Objects.toString(value.apply(result), null))
                .toArray(String[]::new);
    }

    private static Function<Result, @Nullable Object> ofBatch(Function<BatchPlace, Object> value) {
        return result -> result.batch() == null ? null : value.apply(result.batch());
    }

    private static String evidence(Result result) {
        return EVIDENCE.convertToDatabaseColumn(result.evidence());
    }
}
