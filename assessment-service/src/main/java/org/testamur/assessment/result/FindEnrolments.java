package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
                "select e.*, r.outcome, r.revision " + from + " and (?::uuid is null or e.id " + request.beyond()
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
        List<AssessedEnrolment> summed = new ArrayList<>();
        for (Found each : found) {
            AssessedEnrolment one = each.enrolment();
            Optional<Summaries.Summary> summary = Optional.ofNullable(known.get(each.key()));
            summed.add(new AssessedEnrolment(
                    one.enrolmentId(),
                    one.learnerId(),
                    one.microCredentialId(),
                    one.microCredentialVersion(),
                    one.enrolledAt(),
                    one.outcome(),
                    one.revision(),
                    summary.map(Summaries.Summary::microCredential).orElse(null),
                    summary.map(Summaries.Summary::institution).orElse(null),
                    summary.map(Summaries.Summary::learnerName).orElse(null)));
        }
        return summed;
    }

    private static String condition(@Nullable String result) {
        return switch (result) {
            case null -> "";
            case "none" -> OPEN;
            case "recorded" -> RECORDED;
            default -> throw Refusal.invalid("query:result", "must be none or recorded");
        };
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
                        null,
                        null,
                        null));
    }
}
