package org.testamur.issuance.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What may not match, each with the query that finds it between two instants and older than a third. */
enum MismatchKind {
    /**
     * The newest result that was told is a pass, and no credential of the enrolment counts; unless it was taken back on
     * purpose after that result, or a registrar is to release it or has refused it.
     */
    PASSES_WITHOUT_CREDENTIAL(
            "passes-without-credential",
            List.of("undecided", "waiting", "refused", "dead-letter", "credential-missing"),
            """
            select r.enrolment_id as id, r.enrolment_id, r.institution_id, null::uuid as credential_id,
                case when p.state = 'dead' then 'dead-letter'
                    when a.state = 'WAITING' or p.state is not null then 'waiting'
                    when a.enrolment_id is null or a.result_revision < r.revision then 'undecided'
                    when a.state = 'REFUSED' then 'refused'
                    else 'credential-missing' end as why,
                case when p.state = 'dead' then p.reason
                    when a.state = 'WAITING' then replace(a.waiting_for, e'\\n', ', ')
                    when p.state is not null then p.reason
                    when a.state = 'REFUSED' then a.reason end as detail,
                r.revision, r.recorded_at as at
            from result_told r
            left join award a on a.enrolment_id = r.enrolment_id
            left join lateral (select state, reason from parked_event where consumer = 'issuance.results'
                and key = r.enrolment_id::text order by seq limit 1) p on true
            where r.outcome = 'passed' and r.recorded_at >= ? and r.recorded_at < ? and r.recorded_at < ?
                and not exists (select 1 from credential c
                    where c.enrolment_id = r.enrolment_id and c.state in ('ISSUED', 'SUSPENDED'))
                and not coalesce(a.state = 'REVOKED' and a.result_revision >= r.revision, false)
                and not exists (select 1 from waiting_pass w where w.enrolment_id = r.enrolment_id
                    and w.revision = r.revision and (w.outcome is null or w.outcome = 'refused'))"""),

    /**
     * A credential counts, and the newest result of its enrolment that was told is no pass. Of the period is what was
     * issued in it, of whatever date the award is, and, because a result may be taken back years after, what was taken back in it.
     */
    CREDENTIALS_WITHOUT_PASS("credentials-without-pass", List.of("no-result", "failed", "withdrawn"), """
            with t as (select ?::timestamptz as since, ?::timestamptz as until, ?::timestamptz as older)
            select c.id, c.enrolment_id, c.institution_id, c.id as credential_id,
                coalesce(r.outcome, 'no-result') as why, null::text as detail, r.revision, c.issued_at as at
            from t, credential c left join result_told r on r.enrolment_id = c.enrolment_id
            where c.state in ('ISSUED', 'SUSPENDED') and c.enrolment_id is not null
                and c.issued_at >= t.since and c.issued_at < t.until and c.issued_at < t.older
                and (r.enrolment_id is null or (r.outcome <> 'passed' and r.recorded_at < t.older))
            union
            select c.id, c.enrolment_id, c.institution_id, c.id, r.outcome, null::text, r.revision, c.issued_at
            from t, result_told r join credential c on c.enrolment_id = r.enrolment_id
            where c.state in ('ISSUED', 'SUSPENDED') and r.outcome <> 'passed'
                and r.recorded_at >= t.since and r.recorded_at < t.until and r.recorded_at < t.older"""),

    /** A credential too many: several of an enrolment count, or one has no place in the line of those that followed. */
    DUPLICATES("duplicates", List.of("several-count", "superseded-by-nothing", "not-the-awards"), """
            select * from (
                select c.id, c.enrolment_id, c.institution_id, c.id as credential_id,
                    case when c.state in ('ISSUED', 'SUSPENDED') and exists (select 1 from credential o
                            where o.enrolment_id = c.enrolment_id and o.id <> c.id
                            and o.state in ('ISSUED', 'SUSPENDED')) then 'several-count'
                        when c.state = 'SUPERSEDED' and not exists (select 1 from credential o
                            where o.id = c.superseded_by and o.enrolment_id = c.enrolment_id) then 'superseded-by-nothing'
                        when c.state in ('ISSUED', 'SUSPENDED') and a.credential_id is not null
                            and a.credential_id <> c.id then 'not-the-awards' end as why,
                    c.superseded_by::text as detail, a.result_revision as revision, c.issued_at as at
                from credential c left join award a on a.enrolment_id = c.enrolment_id
                where c.enrolment_id is not null and c.issued_at >= ? and c.issued_at < ? and c.issued_at < ?) d
            where why is not null""");

    private final String path;
    private final List<String> reasons;
    private final String query;

    MismatchKind(String path, List<String> reasons, String query) {
        this.path = path;
        this.reasons = reasons;
        this.query = query;
    }

    @JsonValue
    String path() {
        return path;
    }

    List<String> reasons() {
        return reasons;
    }

    String query() {
        return query;
    }

    static Optional<MismatchKind> of(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
    }
}
