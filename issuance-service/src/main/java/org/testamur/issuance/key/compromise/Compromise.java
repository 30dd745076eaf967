package org.testamur.issuance.key.compromise;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.sql.Sql;

/**
 * Records a compromise of a key and the progress of replacing its credentials.
 *
 * @param credentials how many the key had signed
 * @param cursor the last credential that was dealt with, in the order of ids
 */
record Compromise(
        UUID id,
        UUID institution,
        String keyId,
        int number,
        @Nullable Instant since,
        @Nullable String note,
        String declaredBy,
        Instant declaredAt,
        long credentials,
        @Nullable UUID cursor,
        @Nullable Instant finishedAt) {

    static Compromise of(ResultSet row) throws SQLException {
        return new Compromise(
                row.getObject("id", UUID.class),
                UUID.fromString(row.getString("institution_id")),
                row.getString("key_id"),
                row.getInt("number"),
                Sql.instant(row, "since"),
                row.getString("note"),
                row.getString("declared_by"),
                Objects.requireNonNull(Sql.instant(row, "declared_at")),
                row.getLong("credentials"),
                row.getObject("cursor", UUID.class),
                Sql.instant(row, "finished_at"));
    }
}
