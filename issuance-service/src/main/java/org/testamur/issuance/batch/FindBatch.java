package org.testamur.issuance.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.RowRequest;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;

/** Counts and lists the awards that came of a batch; another institution's batch, the database does not show. */
@ApplicationScoped
class FindBatch {

    private static final Set<String> STATES =
            Set.of("none", "waiting", "issued", "suspended", "refused", "revoked", "superseded");

    private final Sql sql;

    FindBatch(Sql sql) {
        this.sql = sql;
    }

    private record Part(String state, int count, int rows, Instant updatedAt) {}

    /** Also outside of a request: streams look from threads of their own. */
    @Transactional
    @ActivateRequestContext
    BatchView one(UUID id) {
        List<Part> parts = sql.list(
                "select state, count(*), max(batch_rows), max(updated_at) from award where batch_id = ? group by state",
                row -> new Part(
                        row.getString(1).toLowerCase(Locale.ROOT),
                        row.getInt(2),
                        row.getInt(3),
                        row.getTimestamp(4).toInstant()),
                id);
        if (parts.isEmpty()) {
            throw Refusal.notFound(
                    "batch", "No result of a batch with this id has arrived for this institution, so far.");
        }
        Map<String, Integer> counts = new HashMap<>();
        parts.forEach(part -> counts.put(part.state(), part.count()));
        return new BatchView(
                id,
                parts.stream().mapToInt(Part::rows).max().orElseThrow(),
                parts.stream().mapToInt(Part::count).sum(),
                counts.getOrDefault("issued", 0),
                counts.getOrDefault("waiting", 0),
                counts.getOrDefault("refused", 0),
                counts.getOrDefault("none", 0),
                counts.getOrDefault("suspended", 0),
                counts.getOrDefault("revoked", 0),
                counts.getOrDefault("superseded", 0),
                parts.stream().map(Part::updatedAt).max(Instant::compareTo).orElseThrow());
    }

    @Transactional
    Page<BatchRowView> rows(UUID id, @Nullable String state, RowRequest request) {
        if (state != null && !state.isEmpty() && !STATES.contains(state)) {
            throw Refusal.invalid(
                    "query:state", "must be one of none, waiting, issued, suspended, refused, revoked, superseded");
        }
        one(id);
        String wanted = state == null || state.isEmpty() ? null : state.toUpperCase(Locale.ROOT);
        List<BatchRowView> rows = sql.list(
                "select batch_row, enrolment_id, state, waiting_for, reason, credential_id, credential_url from award"
                        + " where batch_id = ? and (?::text is null or state = ?) and batch_row " + request.beyond()
                        + " ? order by batch_row " + request.direction() + " limit ?",
                FindBatch::row,
                id,
                wanted,
                wanted,
                request.afterRow(),
                request.limit() + 1);
        return Page.of(rows, request, row -> RowRequest.place(row.row()))
                .counted(request, most -> countRows(id, wanted, most));
    }

    private long countRows(UUID id, @Nullable String state, int most) {
        return sql.first(
                        "select count(*) from (select 1 from award"
                                + " where batch_id = ? and (?::text is null or state = ?) limit ?) counted",
                        row -> row.getLong(1),
                        id,
                        state,
                        state,
                        most)
                .orElseThrow();
    }

    private static BatchRowView row(ResultSet row) throws SQLException {
        String waitingFor = row.getString("waiting_for");
        return new BatchRowView(
                row.getInt("batch_row"),
                row.getObject("enrolment_id", UUID.class),
                row.getString("state").toLowerCase(Locale.ROOT),
                waitingFor == null ? null : waitingFor.lines().toList(),
                row.getString("reason"),
                row.getObject("credential_id", UUID.class),
                row.getString("credential_url"));
    }
}
