package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.Uuid7;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.sql.Sql;

/**
 * Logs each change of a credential's status with its actor and reason. Entries are only added, until the learner is
 * erased.
 */
@ApplicationScoped
public class CredentialChanges {

    private static final String FORGOTTEN = "erased";

    private final Sql sql;
    private final Clock clock;

    CredentialChanges(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void add(Credential credential, ChangeKind kind, Reason reason) {
        sql.update(
                """
                insert into credential_change (id, credential_id, institution_id, revision, kind, reason_code, note,
                    changed_by, changed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                Uuid7.next(),
                credential.id(),
                credential.institutionId().toString(),
                credential.revision(),
                kind.shown(),
                reason.code().shown(),
                reason.note(),
                reason.by(),
                clock.instant());
    }

    /** The decision of staff that stands on the award whose newest credential this is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<StaffDecision> staffDecision(Credential newest) {
        if (newest.state() != Credential.CredentialState.REVOKED
                && newest.state() != Credential.CredentialState.SUSPENDED) {
            return Optional.empty();
        }
        List<StaffPolicy.Step> steps = sql.list(
                "select kind, changed_by from credential_change where credential_id = ?"
                        + " and kind in ('suspension', 'reinstatement', 'revocation') order by revision",
                row -> new StaffPolicy.Step(
                        ChangeKind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                        !row.getString(2).equals(Reason.SERVICE)),
                newest.id());
        boolean toBeSuspended = sql.first("""
                        select 1 from credential_dependency where dependent_id = ? and consequence = 'suspension'
                            and lost_at is not null and settled_at is null limit 1""", row -> true, newest.id()).orElse(false);
        return StaffPolicy.decisionInForce(newest.state(), newest.reasonCode(), steps, toBeSuspended);
    }

    /** In the request's order, and one more than the page holds. */
    @Transactional
    public List<CredentialChange> page(UUID credential, ListRequest request) {
        UUID after = request.after().orElse(null);
        return sql.list(
                """
                select id, kind, reason_code, note, changed_by, changed_at, revision from credential_change
                where credential_id = ? and (?::uuid is null or id\s""" + request.beyond() + " ?::uuid) order by id " + request.direction() + " limit ?",
                row -> new CredentialChange(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Objects.requireNonNull(Sql.instant(row, "changed_at")),
                        row.getLong(7)),
                credential,
                after,
                after,
                request.limit() + 1);
    }

    @Transactional
    public long count(UUID credential, int most) {
        return sql.first(
                        "select count(*) from (select 1 from credential_change where credential_id = ? limit ?) counted",
                        row -> row.getLong(1),
                        credential,
                        most)
                .orElseThrow();
    }

    /** Forgets what was noted of a learner's credentials. */
    void eraseOf(UUID learner) {
        sql.update(
                "delete from credential_change where credential_id in (select id from credential where learner_id = ?)",
                learner);
    }

    /** Forgets that this log-in was at work here; what it did stays. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void eraseBy(String issuer, String subject) {
        sql.update(
                "update credential_change set changed_by = ? where changed_by = ?", FORGOTTEN, issuer + "#" + subject);
    }
}
