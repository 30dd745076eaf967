package org.testamur.issuance.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.sql.Sql;

/**
 * Holds awards and credentials against what {@link PublishedResultConsumer} noted, in the caller's transaction: an institution
 * sees its own.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class Findings {

    private static final String DEAD = """
            select consumer, partition, record_offset from parked_event
            where topic = 'assessment.results' and state = 'dead'
                and (testamur_works_for(headers ->> 'ce_institution') or testamur_works_for('*'))""";

    private final Sql sql;

    Findings(Sql sql) {
        this.sql = sql;
    }

    /** How many, by why. */
    Map<String, Long> count(MismatchKind kind, Period period) {
        Map<String, Long> counts = new TreeMap<>();
        sql.list(
                        "select why, count(*) from (" + kind.query() + ") f group by why",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        period.from(),
                        period.to(),
                        period.older())
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** Counts the published results or the issued credentials of a period. */
    long count(String table, String column, Period period) {
        return sql.first(
                        "select count(*) from " + table + " where " + column + " >= ? and " + column + " < ?",
                        row -> row.getLong(1),
                        period.from(),
                        period.to())
                .orElseThrow();
    }

    /**
     * Counts the results that are dead letters now, of any period: their time of recording could not be read. One that
     * names no institution is shown to those who see all.
     */
    ReconciliationView.DeadLetters deadLetters() {
        Map<String, Long> consumers = new TreeMap<>();
        sql.list(
                        "select consumer, count(*) from (" + DEAD + ") d group by consumer",
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> consumers.put(entry.getKey(), entry.getValue()));
        long records = sql.first(
                        "select count(distinct (partition, record_offset)) from (" + DEAD + ") d",
                        row -> row.getLong(1))
                .orElseThrow();
        return new ReconciliationView.DeadLetters(records, consumers);
    }

    /** Newest ids first. @param enrolment only of this one, if any */
    List<Finding> list(MismatchKind kind, Period period, @Nullable UUID enrolment, Optional<UUID> after, int limit) {
        List<@Nullable Object> arguments = new ArrayList<>(List.of(period.from(), period.to(), period.older()));
        arguments.add(enrolment);
        arguments.add(enrolment);
        arguments.add(after.orElse(null));
        arguments.add(after.orElse(null));
        arguments.add(limit);
        return sql.list(
                "select * from (" + kind.query() + ") f where (?::uuid is null or enrolment_id = ?)"
                        + " and (?::uuid is null or id < ?) order by id desc limit ?",
                Findings::finding,
                arguments.toArray());
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return new Finding(
                row.getObject("enrolment_id", UUID.class),
                UUID.fromString(row.getString("institution_id")),
                row.getObject("credential_id", UUID.class),
                row.getString("why"),
                row.getString("detail"),
                row.getObject("revision", Long.class),
                Sql.instant(row, "at"));
    }
}
