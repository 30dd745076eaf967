package org.testamur.verification.record;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.sql.Sql;

/** Reads the records that the caller may see; row-level security decides. */
@ApplicationScoped
public class RecordReader {

    private final Sql sql;

    RecordReader(Sql sql) {
        this.sql = sql;
    }

    @Transactional
    public Optional<RecordedCredential> find(UUID credentialId) {
        return sql.first(
                """
                select record.*, history.statuses, history.reasons, history.times from verification_record record,
                    lateral (select array_agg(status order by version desc) as statuses,
                        array_agg(reason_code order by version desc) as reasons,
                        array_agg((extract(epoch from changed_at) * 1000000)::bigint order by version desc) as times
                        from record_change change where change.credential_id = record.credential_id) as history
                where record.credential_id = ?\
                """,
                row -> {
                    UUID institution = UUID.fromString(row.getString("institution_id"));
                    if (row.getString("status").equals(CredentialStatus.ERASED)) {
                        return new RecordedCredential.Erased(credentialId, institution);
                    }
                    return row.getBoolean("hidden")
                            ? new RecordedCredential.Hidden(
                                    credentialId,
                                    institution,
                                    row.getString("credential_url"),
                                    row.getString("status"),
                                    row.getString("reason_code"))
                            : present(row, credentialId, institution);
                },
                credentialId);
    }

    private RecordedCredential present(ResultSet row, UUID credentialId, UUID institution) throws SQLException {
        return new RecordedCredential.Present(
                credentialId,
                institution,
                Sql.uuid(row, "learner_id"),
                row.getString("credential_url"),
                row.getString("superseded_by"),
                instant(row, "awarded_at"),
                instant(row, "valid_from"),
                Sql.instant(row, "valid_until"),
                row.getString("document"),
                history(row));
    }

    private static List<RecordedCredential.StatusChange> history(ResultSet row) throws SQLException {
        String[] statuses = (String[]) row.getArray("statuses").getArray();
        @Nullable
        String[] reasons = (@Nullable String[]) row.getArray("reasons").getArray();
        Long[] times = (Long[]) row.getArray("times").getArray();
        List<RecordedCredential.StatusChange> history = new ArrayList<>();
        for (int i = 0; i < statuses.length; i++) {
            history.add(new RecordedCredential.StatusChange(
                    statuses[i], reasons[i], Instant.EPOCH.plus(times[i], ChronoUnit.MICROS)));
        }
        return history;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Sql.instant(row, column));
    }
}
