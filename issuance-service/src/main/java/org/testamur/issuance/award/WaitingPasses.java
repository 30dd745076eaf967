package org.testamur.issuance.award;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.credential.Reason;
import org.testamur.issuance.credential.StaffDecision;
import org.testamur.platform.Uuid7;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.sql.Sql;

/**
 * Stores the passes that wait for a registrar because of a decision of staff, and the outcome of each. A caller that
 * changes one must have locked the award.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class WaitingPasses {

    public static final String RELEASED = "released";
    public static final String REFUSED = "refused";
    private static final String FORGOTTEN = "erased";

    private final Sql sql;
    private final Clock clock;

    WaitingPasses(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * @param elsewhere the enrolment whose credential was decided on, if it is another
     * @param fact the data of the result, to be decided on when it is released
     */
    public void add(Award award, long revision, StaffDecision after, Optional<UUID> elsewhere, String fact) {
        sql.update(
                """
                insert into waiting_pass (id, enrolment_id, institution_id, revision, after, after_enrolment_id, fact,
                    since)
                values (?, ?, ?, ?, ?, ?::uuid, ?, ?)
                on conflict (enrolment_id, revision) do update set after = excluded.after,
                    after_enrolment_id = excluded.after_enrolment_id, fact = excluded.fact, outcome = null,
                    reason_code = null, note = null, decided_by = null, decided_at = null""",
                Uuid7.next(),
                award.enrolmentId(),
                award.institutionId().toString(),
                revision,
                after.shown(),
                elsewhere.orElse(null),
                fact,
                clock.instant());
    }

    /** A newer revision is decided on: nothing can come of those before it any more. */
    public void overtaken(UUID enrolment) {
        sql.update("""
                update waiting_pass set fact = null, outcome = coalesce(outcome, 'overtaken'),
                    decided_by = coalesce(decided_by, 'service'), decided_at = coalesce(decided_at, ?::timestamptz)
                where enrolment_id = ? and fact is not null""", clock.instant(), enrolment);
    }

    /** A registrar decides on it. */
    public void decide(WaitingPass pass, String outcome, Reason reason) {
        sql.update(
                """
                update waiting_pass set outcome = ?, reason_code = ?, note = ?, decided_by = ?, decided_at = ?,
                    fact = case when ? = 'refused' then fact end
                where id = ?""", outcome, reason.code().shown(), reason.note(), reason.by(), clock.instant(), outcome, pass.id());
    }

    /** The newest of an enrolment. */
    public Optional<WaitingPass> newest(UUID enrolment) {
        return sql.first(
                "select * from waiting_pass where enrolment_id = ? order by revision desc limit 1",
                WaitingPasses::row,
                enrolment);
    }

    /** Returns when a registrar last released a pass of the learner for the micro-credential, on any enrolment. */
    public Optional<Instant> lastRelease(UUID institution, UUID learner, UUID microCredential) {
        return sql.first(
                        """
                        select max(decided_at) as released from waiting_pass join award using (enrolment_id)
                        where learner_id = ? and micro_credential_id = ? and award.institution_id = ?
                            and outcome = 'released'""",
                        row -> Optional.ofNullable(Sql.instant(row, "released")),
                        learner,
                        microCredential,
                        institution.toString())
                .flatMap(released -> released);
    }

    /** In the request's order, and one more than the page holds. */
    List<WaitingPass> page(UUID enrolment, ListRequest request) {
        UUID after = request.after().orElse(null);
        return sql.list(
                "select * from waiting_pass where enrolment_id = ? and (?::uuid is null or id " + request.beyond()
                        + " ?::uuid) order by id " + request.direction() + " limit ?",
                WaitingPasses::row,
                enrolment,
                after,
                after,
                request.limit() + 1);
    }

    long count(UUID enrolment, int most) {
        return sql.first(
                        "select count(*) from (select 1 from waiting_pass where enrolment_id = ? limit ?) counted",
                        row -> row.getLong(1),
                        enrolment,
                        most)
                .orElseThrow();
    }

    /** Forgets that this log-in was at work here; what it did stays. */
    public void eraseBy(String issuer, String subject) {
        sql.update("update waiting_pass set decided_by = ? where decided_by = ?", FORGOTTEN, issuer + "#" + subject);
    }

    /** How many wait now. */
    long open() {
        return sql.first("select count(*) from waiting_pass where outcome is null", row -> row.getLong(1))
                .orElse(0L);
    }

    private static WaitingPass row(ResultSet row) throws SQLException {
        return new WaitingPass(
                row.getObject("id", UUID.class),
                row.getLong("revision"),
                row.getString("after"),
                row.getObject("after_enrolment_id", UUID.class),
                Objects.requireNonNull(Sql.instant(row, "since")),
                row.getString("outcome"),
                row.getString("reason_code"),
                row.getString("note"),
                row.getString("decided_by"),
                Sql.instant(row, "decided_at"),
                row.getString("fact"));
    }
}
