package org.testamur.issuance.key.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyState;
import org.testamur.issuance.key.backend.SigningBackend;
import org.testamur.platform.sql.Sql;

/** Reads and writes the rows of keys in the caller's transaction. */
@ApplicationScoped
public class KeyRows {

    private static final String SELECT = "select * from signing_key where ";

    private final Sql sql;

    KeyRows(Sql sql) {
        this.sql = sql;
    }

    /** A key and what its backend needs. */
    public record KeyRow(IssuerKey key, String backend, SigningBackend.StoredKey kept) {}

    List<KeyRow> of(UUID institution) {
        return sql.list(SELECT + "institution_id = ? order by number", KeyRows::row, institution.toString());
    }

    public Optional<KeyRow> active(UUID institution) {
        return sql.first(SELECT + "institution_id = ? and state = 'active'", KeyRows::row, institution.toString());
    }

    /** Those that sign, or will. */
    List<KeyRow> signing() {
        return sql.list(SELECT + "state in ('active', 'pending') order by key_id", KeyRows::row);
    }

    /** With all who keep what the key signed; the database does so itself for credentials. */
    void shareLock(String keyId) {
        sql.first("select pg_advisory_xact_lock_shared(hashtextextended('signing key ' || ?, 0))", row -> true, keyId);
    }

    void lockAlone(String keyId) {
        sql.first("select pg_advisory_xact_lock(hashtextextended('signing key ' || ?, 0))", row -> true, keyId);
    }

    void insert(UUID institution, IssuerKey key, String backend, SigningBackend.NewKey made) {
        SigningBackend.SealedSeed sealed = made.sealed();
        sql.update(
                """
                insert into signing_key (key_id, institution_id, number, public_key_multibase, state, backend, reference,
                    wrapped_data_key, sealed_seed, wrapped_by, valid_from, signs_from)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                key.id(),
                institution.toString(),
                key.number(),
                key.publicKeyMultibase(),
                key.state().shown(),
                backend,
                made.reference(),
                sealed == null ? null : sealed.wrappedDataKey(),
                sealed == null ? null : sealed.seed(),
                sealed == null ? null : sealed.wrappedBy(),
                key.validFrom(),
                key.signsFrom());
    }

    void update(IssuerKey key) {
        sql.update(
                "update signing_key set state = ?, valid_until = ?, compromised_at = ? where key_id = ?",
                key.state().shown(),
                key.validUntil(),
                key.compromisedAt(),
                key.id());
    }

    /** Sealed by another key-encryption key than this, or by one that nobody has noted; those after a key, held. */
    List<KeyRow> wrappedByOthers(String current, String after, int limit) {
        return sql.list(
                SELECT
                        + "sealed_seed is not null and wrapped_by is distinct from ? and key_id > ? order by key_id"
                        + " limit ? for update skip locked",
                KeyRows::row,
                current,
                after,
                limit);
    }

    long countWrappedByOthers(String current) {
        return sql.first(
                        "select count(*) from signing_key where sealed_seed is not null and wrapped_by is distinct from ?",
                        row -> row.getLong(1),
                        current)
                .orElse(0L);
    }

    /** Only what wraps the data key changes. */
    void rewrap(String keyId, SigningBackend.SealedSeed sealed) {
        sql.update(
                "update signing_key set wrapped_data_key = ?, wrapped_by = ? where key_id = ?",
                sealed.wrappedDataKey(),
                sealed.wrappedBy(),
                keyId);
    }

    List<KeyRow> unnoted() {
        return sql.list(SELECT + "sealed_seed is not null and wrapped_by is null", KeyRows::row);
    }

    void note(String keyId, String wrapper) {
        sql.update("update signing_key set wrapped_by = ? where key_id = ? and wrapped_by is null", wrapper, keyId);
    }

    private static KeyRow row(ResultSet row) throws SQLException {
        IssuerKey key = new IssuerKey(
                row.getString("key_id"),
                row.getInt("number"),
                row.getString("public_key_multibase"),
                KeyState.of(row.getString("state")),
                Objects.requireNonNull(Sql.instant(row, "valid_from")),
                Sql.instant(row, "valid_until"),
                Sql.instant(row, "signs_from"),
                Sql.instant(row, "compromised_at"));
        return new KeyRow(
                key,
                row.getString("backend"),
                new SigningBackend.StoredKey(
                        key.id(), key.publicKeyMultibase(), row.getString("reference"), sealed(row)));
    }

    private static SigningBackend.@Nullable SealedSeed sealed(ResultSet row) throws SQLException {
        byte[] seed = row.getBytes("sealed_seed");
        return seed == null
                ? null
                : new SigningBackend.SealedSeed(row.getBytes("wrapped_data_key"), seed, row.getString("wrapped_by"));
    }
}
