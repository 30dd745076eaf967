package org.testamur.issuance.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.sql.Sql;

/** Stores every DID document that an issuer published, because {@code did:web} itself has no history. */
@ApplicationScoped
class DidDocuments {

    private final Sql sql;

    DidDocuments(Sql sql) {
        this.sql = sql;
    }

    /**
     * A document and when it was the published one.
     *
     * @param validUntil exclusive; absent for the present one
     */
    record Version(
            int number,
            String document,
            Instant validFrom,
            @Nullable Instant validUntil) {}

    /** The document from now on, in the caller's transaction, which holds the issuer; false when it is so already. */
    boolean put(UUID institution, String document, Instant now) {
        Optional<Version> present = sql.first(
                "select * from did_document_version where institution_id = ? and valid_until is null",
                DidDocuments::row,
                institution.toString());
        if (present.filter(version -> version.document().equals(document)).isPresent()) {
            return false;
        }
        Instant from = now.truncatedTo(ChronoUnit.SECONDS);
        // Intervals follow one another, also when the clock has jumped back.
        Instant start = present.map(Version::validFrom).filter(from::isBefore).orElse(from);
        sql.update(
                "update did_document_version set valid_until = ? where institution_id = ? and valid_until is null",
                start,
                institution.toString());
        sql.update(
                "insert into did_document_version (institution_id, number, document, valid_from) values (?, ?, ?, ?)",
                institution.toString(),
                present.map(Version::number).orElse(0) + 1,
                document,
                start);
        return true;
    }

    /** Oldest first. */
    List<Version> all(UUID institution) {
        return sql.list(
                "select * from did_document_version where institution_id = ? order by number",
                DidDocuments::row,
                institution.toString());
    }

    /** The one that was published at a time. */
    Optional<Version> at(UUID institution, Instant time) {
        return sql.first(
                "select * from did_document_version where institution_id = ? and valid_from <= ?"
                        + " and (valid_until is null or valid_until > ?)",
                DidDocuments::row,
                institution.toString(),
                time,
                time);
    }

    private static Version row(ResultSet row) throws SQLException {
        return new Version(
                row.getInt("number"),
                row.getString("document"),
                Objects.requireNonNull(Sql.instant(row, "valid_from")),
                Sql.instant(row, "valid_until"));
    }
}
