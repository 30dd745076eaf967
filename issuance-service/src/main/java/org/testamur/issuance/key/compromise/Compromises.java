package org.testamur.issuance.key.compromise;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.sql.Sql;

/** Compromises and what became of each credential, in the caller's transaction. */
@ApplicationScoped
class Compromises {

    private final Sql sql;

    Compromises(Sql sql) {
        this.sql = sql;
    }

    /** What became of a credential. */
    enum OutcomeKind {
        /** Another, signed with another key, has taken its place. */
        REISSUED,
        /** It could not be issued anew. */
        REVOKED,
        /** It did not count any more. */
        ENDED,
        /** Somebody has to look at it. */
        FAILED;

        String shown() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What became of one credential. */
    record ReplacementOutcome(
            UUID credential,
            String kind,
            @Nullable UUID replacement,
            @Nullable String reason,
            Instant at) {}

    void insert(Compromise compromise) {
        sql.update(
                """
                insert into key_compromise (id, institution_id, key_id, number, since, note, declared_by, declared_at,
                    credentials) values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                compromise.id(),
                compromise.institution().toString(),
                compromise.keyId(),
                compromise.number(),
                compromise.since(),
                compromise.note(),
                compromise.declaredBy(),
                compromise.declaredAt(),
                compromise.credentials());
    }

    /** Forgets that this log-in declared any. */
    void eraseBy(String issuer, String subject) {
        sql.update("update key_compromise set declared_by = 'erased' where declared_by = ?", issuer + "#" + subject);
    }

    Optional<Compromise> find(UUID id) {
        return sql.first("select * from key_compromise where id = ?", Compromise::of, id);
    }

    Optional<Compromise> ofKey(String keyId) {
        return sql.first("select * from key_compromise where key_id = ?", Compromise::of, keyId);
    }

    /** In the request's order, and one more than the page holds. */
    List<Compromise> page(ListRequest request) {
        UUID after = request.after().orElse(null);
        return sql.list(
                "select * from key_compromise where ?::uuid is null or id " + request.beyond() + " ?::uuid order by id "
                        + request.direction() + " limit ?",
                Compromise::of,
                after,
                after,
                request.limit() + 1);
    }

    long count(int most) {
        return sql.first(
                        "select count(*) from (select 1 from key_compromise limit ?) counted",
                        row -> row.getLong(1),
                        most)
                .orElseThrow();
    }

    List<Compromise> unfinished() {
        return sql.list("select * from key_compromise where finished_at is null order by id", Compromise::of);
    }

    /** Held until the transaction ends; empty when it is finished, or another instance is at it. */
    Optional<Compromise> hold(UUID id) {
        return sql.first(
                "select * from key_compromise where id = ? and finished_at is null for update skip locked",
                Compromise::of,
                id);
    }

    long signedBy(String keyId) {
        return sql.first("select count(*) from credential where key_id = ?", row -> row.getLong(1), keyId)
                .orElse(0L);
    }

    /** The next that the key signed. */
    List<UUID> signedBy(String keyId, @Nullable UUID after, int limit) {
        return sql.list(
                "select id from credential where key_id = ? and (?::uuid is null or id > ?::uuid) order by id limit ?",
                row -> row.getObject(1, UUID.class),
                keyId,
                after,
                after,
                limit);
    }

    void note(
            Compromise compromise,
            UUID credential,
            OutcomeKind kind,
            @Nullable UUID replacement,
            @Nullable String reason,
            Instant now) {
        sql.update(
                """
                insert into key_compromise_outcome (compromise_id, credential_id, institution_id, outcome, replacement_id,
                    reason, at) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
                compromise.id(),
                credential,
                compromise.institution().toString(),
                kind.shown(),
                replacement,
                reason,
                now);
    }

    void advance(UUID id, UUID cursor) {
        sql.update("update key_compromise set cursor = ? where id = ?", cursor, id);
    }

    void finish(UUID id, Instant now) {
        sql.update("update key_compromise set finished_at = ? where id = ?", now, id);
    }

    /** From the beginning, past all that did not fail; how many failed. */
    int again(UUID id) {
        int failed =
                sql.update("delete from key_compromise_outcome where compromise_id = ? and outcome = 'failed'", id);
        if (failed > 0) {
            sql.update("update key_compromise set cursor = null, finished_at = null where id = ?", id);
        }
        return failed;
    }

    /** How many of each kind. */
    Map<String, Long> counts(UUID id) {
        Map<String, Long> counts = new TreeMap<>();
        sql.list(
                "select outcome, count(*) from key_compromise_outcome where compromise_id = ? group by outcome",
                row -> counts.put(row.getString(1), row.getLong(2)),
                id);
        return counts;
    }

    /** By id, downwards. */
    List<ReplacementOutcome> outcomes(UUID id, @Nullable String kind, @Nullable UUID before, int limit) {
        return sql.list(
                """
                select * from key_compromise_outcome where compromise_id = ? and (?::text is null or outcome = ?)
                    and (?::uuid is null or credential_id < ?::uuid) order by credential_id desc limit ?""",
                row -> new ReplacementOutcome(
                        row.getObject("credential_id", UUID.class),
                        row.getString("outcome"),
                        row.getObject("replacement_id", UUID.class),
                        row.getString("reason"),
                        Objects.requireNonNull(Sql.instant(row, "at"))),
                id,
                kind,
                kind,
                before,
                before,
                limit);
    }

    long countOutcomes(UUID id, @Nullable String kind, int most) {
        return sql.first(
                        "select count(*) from (select 1 from key_compromise_outcome"
                                + " where compromise_id = ? and (?::text is null or outcome = ?) limit ?) counted",
                        row -> row.getLong(1),
                        id,
                        kind,
                        kind,
                        most)
                .orElseThrow();
    }

    boolean listsWait(UUID institution) {
        return sql.first(
                        "select exists (select 1 from status_list where institution_id = ? and valid_until is null)",
                        row -> row.getBoolean(1),
                        institution.toString())
                .orElse(false);
    }

    /** How many credentials wait for the consequences of compromises. */
    long left() {
        return sql.first("""
                        select coalesce(sum(credentials - (select count(*) from key_compromise_outcome o
                            where o.compromise_id = c.id)), 0) from key_compromise c where finished_at is null""", row -> row.getLong(1)).orElse(0L);
    }
}
