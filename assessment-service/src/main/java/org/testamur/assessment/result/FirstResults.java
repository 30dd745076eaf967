package org.testamur.assessment.result;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    private final AgroalDataSource dataSource;

    FirstResults(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** They become no entities of the caller's session. */
    @Transactional(Transactional.TxType.MANDATORY)
    void insert(List<Result> results) {
        if (results.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            Columns all = new Columns(connection, results);
            all.insert(
                    RESULTS,
                    all.of(Result::enrolmentId),
                    all.of(Result::institutionId),
                    all.of(Result::learnerId),
                    all.of(Result::microCredentialId),
                    all.of(Result::microCredentialVersion),
                    all.of(Result::revision),
                    all.of(Result::change),
                    all.of(Result::outcome),
                    all.of(Result::score),
                    all.of(result -> result.marks().maximumScore()),
                    all.of(result -> result.marks().passMark()),
                    all.of(FirstResults::evidence),
                    all.of(Result::assessedOn),
                    all.of(Result::recordedAt),
                    all.of(Result::recordedBy),
                    all.ofPlace(BatchPlace::id),
                    all.ofPlace(BatchPlace::row),
                    all.ofPlace(BatchPlace::rows));
            all.insert(
                    REVISIONS,
                    all.of(Result::enrolmentId),
                    all.of(Result::institutionId),
                    all.of(Result::revision),
                    all.of(Result::change),
                    all.of(Result::outcome),
                    all.of(Result::score),
                    all.of(FirstResults::evidence),
                    all.of(Result::assessedOn),
                    all.of(Result::recordedAt),
                    all.of(Result::recordedBy));
        } catch (SQLException e) {
            throw new IllegalStateException("could not insert " + results.size() + " results", e);
        }
    }

    private static String evidence(Result result) {
        return EVIDENCE.convertToDatabaseColumn(result.evidence());
    }

    /** Results as columns of text, which PostgreSQL reads as what the statement says they are. */
    private record Columns(Connection connection, List<Result> results) {

        Object[] of(Function<Result, @Nullable Object> value) {
            return results.stream()
                    .map(result -> Objects.toString(value.apply(result), null))
                    .toArray();
        }

        Object[] ofPlace(Function<BatchPlace, Object> value) {
            return of(result -> result.batch() == null ? null : value.apply(result.batch()));
        }

        void insert(String sql, Object[]... columns) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                for (int i = 0; i < columns.length; i++) {
                    insert.setArray(i + 1, connection.createArrayOf("text", columns[i]));
                }
                insert.executeUpdate();
            }
        }
    }
}
