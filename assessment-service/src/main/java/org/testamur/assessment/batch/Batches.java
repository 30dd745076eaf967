package org.testamur.assessment.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.result.ResultClaim;
import org.testamur.assessment.result.RowClaim;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.RowRequest;
import org.testamur.platform.sql.Sql;

/** Stores batches and their rows; every call is part of the caller's transaction. */
@ApplicationScoped
class Batches {

    private static final int ROWS_PER_STATEMENT = 1_000;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final String VIEW =
            "select id, state, rows, recorded, unchanged, failed, cancelled, erased, submitted_by, submitted_at,"
                    + " started_at, finished_at from result_batch";

    private static final String DUE = " from result_batch_row where batch_id = ? and state = 'PENDING' and due_at <= ?";
    private static final String CLAIM = "select row, enrolment_id, claim, revision, looks" + DUE;

    private final Sql sql;

    Batches(Sql sql) {
        this.sql = sql;
    }

    /** A batch on which work is left. */
    record OpenBatch(UUID id, UUID institution, String submittedBy, int rows, boolean cancelled) {}

    /** @param looks how often it was looked at before */
    record Claimed(RowClaim claim, int looks) {}

    /** What became of a row; pending rows are looked at again when due. */
    record Settled(
            int row,
            RowState state,
            @Nullable String code,
            @Nullable String reason,
            Instant dueAt) {}

    enum RowState {
        PENDING,
        RECORDED,
        UNCHANGED,
        FAILED,
        CANCELLED
    }

    void add(UUID id, UUID institution, String submittedBy, Instant now, List<RowClaim> rows) {
        sql.update(
                "insert into result_batch (id, institution_id, state, rows, submitted_by, submitted_at)"
                        + " values (?, ?, 'ACCEPTED', ?, ?, ?)",
                id,
                institution.toString(),
                rows.size(),
                submittedBy,
                Timestamp.from(now));
        for (int from = 0; from < rows.size(); from += ROWS_PER_STATEMENT) {
            List<RowClaim> part = rows.subList(from, Math.min(rows.size(), from + ROWS_PER_STATEMENT));
            sql.update(
                    """
                    insert into result_batch_row (batch_id, row, institution_id, enrolment_id, state, claim, revision, due_at)
                    select ?, r.row, ?, r.enrolment, 'PENDING', r.claim::jsonb, r.revision, ?
                    from unnest(?::int[], ?::uuid[], ?::text[], ?::bigint[]) as r (row, enrolment, claim, revision)""",
                    id,
                    institution.toString(),
                    Timestamp.from(now),
                    part.stream().map(RowClaim::row).toArray(Integer[]::new),
                    part.stream().map(RowClaim::enrolmentId).toArray(UUID[]::new),
                    part.stream().map(row -> json(row.claim())).toArray(String[]::new),
                    part.stream().map(RowClaim::revision).toArray(Long[]::new));
        }
    }

    Optional<BatchView> find(UUID id) {
        return sql.list(VIEW + " where id = ?", Batches::view, id).stream().findFirst();
    }

    /** In the request's order, and one more than the page holds. */
    List<BatchView> page(ListRequest request) {
        UUID after = request.after().orElse(null);
        return sql.list(
                VIEW + " where (?::uuid is null or id " + request.beyond() + " ?) order by id " + request.direction()
                        + " limit ?",
                Batches::view,
                after,
                after,
                request.limit() + 1);
    }

    long count(int most) {
        return sql.first(
                        "select count(*) from (select 1 from result_batch limit ?) counted",
                        row -> row.getLong(1),
                        most)
                .orElseThrow();
    }

    /** In the request's order, and one more than the page holds. */
    List<BatchRowView> rows(UUID batch, @Nullable RowState state, RowRequest request) {
        return sql.list(
                "select row, enrolment_id, state, reason_code, reason from result_batch_row"
                        + " where batch_id = ? and (?::text is null or state = ?) and row " + request.beyond()
                        + " ? order by row " + request.direction() + " limit ?",
                row -> new BatchRowView(
                        row.getInt(1),
                        row.getObject(2, UUID.class),
                        row.getString(3).toLowerCase(Locale.ROOT),
                        row.getString(4),
                        row.getString(5)),
                batch,
                state == null ? null : state.name(),
                state == null ? null : state.name(),
                request.afterRow(),
                request.limit() + 1);
    }

    long countRows(UUID batch, @Nullable RowState state, int most) {
        return sql.first(
                        "select count(*) from (select 1 from result_batch_row"
                                + " where batch_id = ? and (?::text is null or state = ?) limit ?) counted",
                        row -> row.getLong(1),
                        batch,
                        state == null ? null : state.name(),
                        state == null ? null : state.name(),
                        most)
                .orElseThrow();
    }

    /** Batches with work left, oldest first. */
    List<OpenBatch> open() {
        return sql.list(
                "select id, institution_id, submitted_by, rows, state from result_batch"
                        + " where finished_at is null order by submitted_at, id",
                row -> new OpenBatch(
                        row.getObject(1, UUID.class),
                        UUID.fromString(row.getString(2)),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5).equals("CANCELLED")));
    }

    /** Due rows that nobody else has in hand, locked until the transaction ends. */
    List<Claimed> claim(UUID batch, Instant now, int limit) {
        return sql.list(
                CLAIM + " order by row limit ? for update skip locked",
                Batches::claimed,
                batch,
                Timestamp.from(now),
                limit);
    }

    /** One of them, if it still is due. */
    List<Claimed> claimOne(UUID batch, Instant now, int row) {
        return sql.list(
                CLAIM + " and row = ? for update skip locked", Batches::claimed, batch, Timestamp.from(now), row);
    }

    /** Which rows {@link #claim} would give, not locked. */
    List<Integer> due(UUID batch, Instant now, int limit) {
        return sql.list(
                "select row" + DUE + " order by row limit ?", row -> row.getInt(1), batch, Timestamp.from(now), limit);
    }

    /** As {@link #claimOne}, without a look at what the row claims. */
    boolean hold(UUID batch, Instant now, int row) {
        return !sql.list(
                        "select row" + DUE + " and row = ? for update skip locked",
                        found -> found.getInt(1),
                        batch,
                        Timestamp.from(now),
                        row)
                .isEmpty();
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                new RowClaim(
                        row.getInt(1),
                        row.getObject(2, UUID.class),
                        claim(row.getString(3)),
                        row.getObject(4, Long.class)),
                row.getInt(5));
    }

    /**
     * Settles rows and counts them.
     *
     * @throws IllegalStateException if who sent the batch was erased since it was read
     */
    void settle(OpenBatch batch, List<Settled> rows, Instant now) {
        sql.update(
                """
                update result_batch_row known set state = r.state, reason_code = r.code, reason = r.reason,
                    due_at = r.due_at, looks = looks + 1, claim = case when r.state = 'PENDING' then known.claim end
                from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                    as r (row, state, code, reason, due_at)
                where known.batch_id = ? and known.row = r.row""",
                rows.stream().map(Settled::row).toArray(Integer[]::new),
                rows.stream().map(row -> row.state().name()).toArray(String[]::new),
                rows.stream().map(Settled::code).toArray(String[]::new),
                rows.stream().map(Settled::reason).toArray(String[]::new),
                rows.stream().map(row -> row.dueAt().toString()).toArray(String[]::new),
                batch.id());
        int counted = sql.update(
                """
                update result_batch set state = case state when 'ACCEPTED' then 'RUNNING' else state end,
                    started_at = coalesce(started_at, ?),
                    recorded = recorded + ?, unchanged = unchanged + ?, failed = failed + ?
                where id = ? and submitted_by = ?""",
                Timestamp.from(now),
                count(rows, RowState.RECORDED),
                count(rows, RowState.UNCHANGED),
                count(rows, RowState.FAILED),
                batch.id(),
                batch.submittedBy());
        if (counted != 1) {
            throw new IllegalStateException("it is another's since it was read");
        }
    }

    /** Notes that nothing is pending any more, if so. */
    void finishIfDone(UUID batch, Instant now) {
        sql.update("""
                update result_batch set state = case state when 'CANCELLED' then state else 'FINISHED' end,
                    started_at = coalesce(started_at, ?), finished_at = ?
                where id = ? and finished_at is null and not exists
                    (select 1 from result_batch_row where batch_id = ? and state = 'PENDING')""", Timestamp.from(now), Timestamp.from(now), batch, batch);
    }

    /** False when it is not to be cancelled any more. */
    boolean cancel(UUID batch, String by) {
        return sql.update(
                        "update result_batch set state = 'CANCELLED', cancelled_by = ?"
                                + " where id = ? and state in ('ACCEPTED', 'RUNNING')",
                        by,
                        batch)
                == 1;
    }

    /** Spares what is pending; what another instance has in hand is recorded or comes back. */
    void spare(UUID batch) {
        int spared = sql.update("""
                update result_batch_row set state = 'CANCELLED', claim = null, reason_code = null, reason = null
                where batch_id = ? and row in (select row from result_batch_row
                    where batch_id = ? and state = 'PENDING' for update skip locked)""", batch, batch);
        if (spared > 0) {
            sql.update("update result_batch set cancelled = cancelled + ? where id = ?", spared, batch);
        }
    }

    /** Deletes rows of a learner. @return the batches of those that were pending, once for each row */
    List<UUID> erase(UUID learner, List<UUID> enrolments) {
        return sql
                .list(
                        "delete from result_batch_row where enrolment_id = any(?)"
                                + " or enrolment_id in (select id from enrolment where learner_id = ?)"
                                + " returning case when state = 'PENDING' then batch_id end",
                        row -> Optional.ofNullable(row.getObject(1, UUID.class)),
                        enrolments.toArray(UUID[]::new),
                        learner)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    void replaceLogin(String login, String instead) {
        sql.update("""
                update result_batch set submitted_by = case submitted_by when ? then ? else submitted_by end,
                    cancelled_by = case cancelled_by when ? then ? else cancelled_by end
                where submitted_by = ? or cancelled_by = ?""", login, instead, login, instead, login, login);
    }

    void erased(UUID batch) {
        sql.update("update result_batch set erased = erased + 1 where id = ?", batch);
    }

    private static int count(List<Settled> rows, RowState state) {
        return (int) rows.stream().filter(row -> row.state() == state).count();
    }

    private static BatchView view(ResultSet row) throws SQLException {
        int rows = row.getInt("rows");
        int recorded = row.getInt("recorded");
        int unchanged = row.getInt("unchanged");
        int failed = row.getInt("failed");
        int cancelled = row.getInt("cancelled");
        int erased = row.getInt("erased");
        UUID id = row.getObject("id", UUID.class);
        return new BatchView(
                id,
                row.getString("state").toLowerCase(Locale.ROOT),
                rows,
                recorded,
                unchanged,
                failed,
                cancelled,
                erased,
                rows - recorded - unchanged - failed - cancelled - erased,
                row.getString("submitted_by"),
                row.getTimestamp("submitted_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("finished_at")),
                "/issuance/batches/" + id);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static String json(ResultClaim claim) {
        try {
            return MAPPER.writeValueAsString(claim);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a claim cannot be written", e);
        }
    }

    private static ResultClaim claim(String json) {
        try {
            return MAPPER.readValue(json, ResultClaim.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a claim cannot be read", e);
        }
    }
}
