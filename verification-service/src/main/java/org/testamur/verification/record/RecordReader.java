package org.testamur.verification.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.testamur.verification.sql.Sql;

/** Reads records for whoever may see them; row-level security decides who. */
@ApplicationScoped
public class RecordReader {

    private final Sql sql;

    RecordReader(Sql sql) {
        this.sql = sql;
    }

    public Optional<RecordedCredential> find(UUID credentialId) {
        return sql.first(
                "select * from verification_record where credential_id = ?",
                row -> {
                    UUID institution = UUID.fromString(row.getString("institution_id"));
                    return row.getString("status").equals(VerificationRecord.ERASED)
                            ? new RecordedCredential.Erased(credentialId, institution)
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
                row.getString("status"),
                row.getString("reason"),
                row.getString("superseded_by"),
                instant(row, "awarded_at"),
                instant(row, "valid_from"),
                Sql.instant(row, "valid_until"),
                row.getString("document"),
                instant(row, "recorded_at"),
                instant(row, "changed_at"),
                history(credentialId));
    }

    private List<RecordedCredential.Change> history(UUID credentialId) {
        return sql.all(
                "select status, reason, changed_at from record_change where credential_id = ? order by version desc",
                row -> new RecordedCredential.Change(
                        row.getString("status"), row.getString("reason"), instant(row, "changed_at")),
                credentialId);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Sql.instant(row, column));
    }
}
