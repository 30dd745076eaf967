package org.testamur.verification.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.sql.Columns;
import org.testamur.platform.sql.Sql;

/** Stores records; many are read or written by one statement. */
@ApplicationScoped
public class VerificationRecords {

    private static final String RECORD = "select credential_id, institution_id, micro_credential_id, version,"
            + " fact_version, status, reason_code, superseded_by, hidden, changed_at from verification_record";

    private final Sql sql;

    VerificationRecords(Sql sql) {
        this.sql = sql;
    }

    /** A record, and the fact that made it so. */
    record RecordChange(VerificationRecord record, Arrival arrival) {}

    Optional<VerificationRecord> lock(UUID credentialId) {
        return Optional.ofNullable(lock(List.of(credentialId)).get(credentialId));
    }

    /** Those that exist, held until the transaction ends; always in the same order, so that nobody waits in a circle. */
    Map<UUID, VerificationRecord> lock(Collection<UUID> credentialIds) {
        return sql
                .list(
                        RECORD + " where credential_id = any(?) order by credential_id for update",
                        VerificationRecords::record,
                        (Object) credentialIds.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(VerificationRecord::credentialId, Function.identity()));
    }

    public List<VerificationRecord> lockOfLearner(UUID learner) {
        return sql.list(
                RECORD + " where learner_id = ? order by credential_id for update",
                VerificationRecords::record,
                learner);
    }

    /**
     * Returns the ids of those that it inserted; another's that came first is waited for and left alone. In the order in
     * which {@link #lock(Collection)} takes them.
     */
    Set<UUID> insert(List<RecordChange> changes, Instant now) {
        return Set.copyOf(sql.list(
                """
                insert into verification_record (credential_id, institution_id, position, version, fact_version, status,
                    reason_code, superseded_by, hidden, micro_credential_id, learner_id, enrolment_id, credential_url,
                    awarded_at, valid_from, valid_until, achievement_id, achievement_name, document, changed_at,
                    recorded_at)
                select fact.*, ? from unnest(?::uuid[], ?::text[], ?::uuid[], ?::bigint[], ?::bigint[], ?::text[],
                    ?::text[], ?::text[], ?::boolean[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[],
                    ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::timestamptz[]) as fact
                order by 1
                on conflict (credential_id) do nothing returning credential_id""",
                row -> Sql.uuid(row, "credential_id"),
                arguments(
                        now,
                        Columns.of(changes)
                                .ids(change -> change.record.credentialId())
                                .texts(change -> change.record.institutionId().toString())
                                .ids(change -> Uuid7.next())
                                .numbers(change -> change.record.version())
                                .numbers(change -> change.record.factVersion())
                                .texts(change ->
                                        change.record.credentialStatus().status())
                                .texts(change ->
                                        change.record.credentialStatus().reasonCode())
                                .texts(change ->
                                        change.record.credentialStatus().supersededBy())
                                .truths(change ->
                                        change.record.credentialStatus().hidden())
                                .ids(change -> change.record.microCredentialId())
                                .ids(change -> change.arrival.fact().learnerId())
                                .ids(change -> change.arrival.fact().enrolmentId())
                                .texts(change -> change.arrival.fact().credentialUrl())
                                .instants(shown(CredentialFact::awardedAt))
                                .instants(shown(CredentialFact::validFrom))
                                .instants(shown(CredentialFact::validUntil))
                                .texts(change -> change.arrival.achievement().id())
                                .texts(change -> change.arrival.achievement().name())
                                .texts(shown(CredentialFact::document))
                                .instants(change -> change.record.changedAt()))));
    }

    /** Takes over newer facts of records that are locked. */
    void update(List<RecordChange> changes) {
        sql.update(
                """
                update verification_record known set version = fact.version, fact_version = fact.fact_version,
                    status = fact.status, reason_code = fact.reason_code, superseded_by = fact.superseded_by,
                    hidden = fact.hidden, credential_url = fact.credential_url, awarded_at = fact.awarded_at,
                    valid_from = fact.valid_from, valid_until = fact.valid_until, achievement_id = fact.achievement_id,
                    achievement_name = fact.achievement_name, document = fact.document, changed_at = fact.changed_at,
                    learner_id = fact.learner_id
                from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[],
                    ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                    ?::timestamptz[], ?::uuid[]) as fact (id, version, fact_version, status, reason_code, superseded_by, hidden,
                    credential_url, awarded_at, valid_from, valid_until, achievement_id, achievement_name, document,
                    changed_at, learner_id)
                where known.credential_id = fact.id and known.fact_version < fact.fact_version""",
                Columns.of(changes)
                        .ids(change -> change.record.credentialId())
                        .numbers(change -> change.record.version())
                        .numbers(change -> change.record.factVersion())
                        .texts(change -> change.record.credentialStatus().status())
                        .texts(change -> change.record.credentialStatus().reasonCode())
                        .texts(change -> change.record.credentialStatus().supersededBy())
                        .truths(change -> change.record.credentialStatus().hidden())
                        .texts(change -> change.arrival.fact().credentialUrl())
                        .instants(shown(CredentialFact::awardedAt))
                        .instants(shown(CredentialFact::validFrom))
                        .instants(shown(CredentialFact::validUntil))
                        .texts(change -> change.arrival.achievement().id())
                        .texts(change -> change.arrival.achievement().name())
                        .texts(shown(CredentialFact::document))
                        .instants(change -> change.record.changedAt())
                        .ids(change -> change.arrival.fact().learnerId())
                        .arguments());
    }

    /** Keeps the id of a credential that was never heard of. */
    void hold(VerificationRecord record, Instant now) {
        sql.update(
                "insert into verification_record (credential_id, institution_id, position, version, status,"
                        + " micro_credential_id, recorded_at, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                record.credentialId(),
                record.institutionId().toString(),
                Uuid7.next(),
                record.version(),
                CredentialStatus.ERASED,
                record.microCredentialId(),
                now,
                record.changedAt());
    }

    /** Keeps the id and nothing of a person, of its history neither. */
    void erase(VerificationRecord erased) {
        sql.update("""
                update verification_record set version = ?, status = 'erased', reason = null, reason_code = null,
                    superseded_by = null, hidden = false, learner_id = null, enrolment_id = null, credential_url = null,
                    awarded_at = null, valid_from = null, valid_until = null, achievement_id = null,
                    achievement_name = null, document = null, changed_at = ? where credential_id = ?""", erased.version(), erased.changedAt(), erased.credentialId());
        sql.update("delete from record_change where credential_id = ?", erased.credentialId());
    }

    /** Writes down how they stand from now on. */
    void note(List<VerificationRecord> records) {
        sql.update(
                "insert into record_change (credential_id, institution_id, version, status, reason_code, changed_at)"
                        + " select * from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::text[],"
                        + " ?::timestamptz[])",
                Columns.of(records)
                        .ids(VerificationRecord::credentialId)
                        .texts(record -> record.institutionId().toString())
                        .numbers(VerificationRecord::version)
                        .texts(record -> record.credentialStatus().status())
                        .texts(record -> record.credentialStatus().reasonCode())
                        .instants(VerificationRecord::changedAt)
                        .arguments());
    }

    /** Of a hidden one nothing is kept that leads to whose it was. */
    private static <T> Function<RecordChange, @Nullable T> shown(Function<CredentialFact, @Nullable T> member) {
        return change -> change.record.credentialStatus().hidden() ? null : member.apply(change.arrival.fact());
    }

    private static @Nullable Object[] arguments(Instant first, Columns<?> more) {
        @Nullable Object[] rest = more.arguments();
        @Nullable Object[] all = new @Nullable Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static VerificationRecord record(ResultSet row) throws SQLException {
        return new VerificationRecord(
                Sql.uuid(row, "credential_id"),
                UUID.fromString(row.getString("institution_id")),
                row.getObject("micro_credential_id", UUID.class),
                row.getLong("version"),
                row.getLong("fact_version"),
                new CredentialStatus(
                        row.getString("status"),
                        row.getString("reason_code"),
                        row.getString("superseded_by"),
                        row.getBoolean("hidden")),
                Objects.requireNonNull(Sql.instant(row, "changed_at")));
    }
}
