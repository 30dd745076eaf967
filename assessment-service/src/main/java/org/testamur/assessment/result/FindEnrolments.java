package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.Summaries;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;

/** Lists the active enrolments of an institution by whether they have a result that counts; row-level security selects whose. */
@ApplicationScoped
public class FindEnrolments {

    private static final String ACTIVE = """
            from enrolment e left join result r on r.enrolment_id = e.id and r.erased_at is null
            left join micro_credential_version v
                on v.micro_credential_id = e.micro_credential_id and v.number = e.micro_credential_version
            where e.state = 'ACTIVE' and (?::uuid is null or e.micro_credential_id = ?::uuid)
            """;
    private static final String OPEN = " and (r.enrolment_id is null or r.outcome = 'WITHDRAWN')";
    private static final String RECORDED = " and r.outcome <> 'WITHDRAWN'";

    private final Sql sql;
    private final Summaries summaries;

    FindEnrolments(Sql sql, Summaries summaries) {
        this.sql = sql;
        this.summaries = summaries;
    }

    private record Found(Summaries.Key key, AssessedEnrolment enrolment) {}

    /** @param result none, recorded, or null for all */
    @Transactional
    public Page<AssessedEnrolment> page(@Nullable UUID microCredential, @Nullable String result, ListRequest request) {
        String from = ACTIVE + condition(result);
        UUID after = request.after().orElse(null);
        List<Found> found = sql.list(
                "select e.*, r.outcome, r.revision, r.score, r.assessed_on,"
                        + " coalesce(r.maximum_score, v.maximum_score) as maximum_score,"
                        + " coalesce(r.pass_mark, v.pass_mark) as pass_mark " + from + " and (?::uuid is null or e.id "
                        + request.beyond()
                        + " ?::uuid) order by e.id " + request.direction() + " limit ?",
                FindEnrolments::found,
                microCredential,
                microCredential,
                after,
                after,
                request.limit() + 1);
        Page<Found> page = Page.of(found, request, each -> each.enrolment().enrolmentId())
                .counted(
                        request,
                        most -> sql.first(
                                        "select count(*) from (select 1 " + from + " limit ?) counted",
                                        row -> row.getLong(1),
                                        microCredential,
                                        microCredential,
                                        most)
                                .orElseThrow());
        return page.with(summed(page.items()));
    }

    private List<AssessedEnrolment> summed(List<Found> found) {
        Map<Summaries.Key, Summaries.Summary> known =
                summaries.of(found.stream().map(Found::key).toList());
        return found.stream()
                .map(each -> each.enrolment().with(known.get(each.key())))
                .toList();
    }

    private static String condition(@Nullable String result) {
        return switch (result) {
            case null -> "";
            case "none" -> OPEN;
            case "recorded" -> RECORDED;
            default -> throw Refusal.invalid("query:result", "must be none or recorded");
        };
    }

    /** As requests write it: 80, where the database has 80.00. */
    private static @Nullable BigDecimal plain(ResultSet row, String column) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : Finding.plain(value);
    }

    private static Found found(ResultSet row) throws SQLException {
        UUID microCredential = Sql.uuid(row, "micro_credential_id");
        UUID learner = Sql.uuid(row, "learner_id");
        int version = row.getInt("micro_credential_version");
        Instant enrolledAt = Objects.requireNonNull(Sql.instant(row, "enrolled_at"));
        String outcome = row.getString("outcome");
        return new Found(
                new Summaries.Key(microCredential, version, UUID.fromString(row.getString("institution_id")), learner),
                new AssessedEnrolment(
                        Sql.uuid(row, "id"),
                        learner,
                        microCredential,
                        version,
                        enrolledAt,
                        outcome == null
                                ? null
                                : Outcome.of(outcome.toLowerCase(Locale.ROOT)).orElseThrow(),
                        row.getObject("revision", Long.class),
                        plain(row, "score"),
                        row.getObject("assessed_on", LocalDate.class),
                        plain(row, "maximum_score"),
                        plain(row, "pass_mark"),
                        null,
                        null,
                        null));
    }
}
