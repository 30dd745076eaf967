package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.health.Heartbeat;

/**
 * Removes what a rebuild did not find in its topic, part by part. Each part is a transaction of a bounded number of notes
 * or pages with a time limit of its own, so the size of a projection does not matter. A rebuild that ends between two
 * parts is done again from its beginning.
 *
 * <p>Keys that have a record in parking are left alone: that record decides about them.
 */
@ApplicationScoped
public class Sweep {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z_]*");
    private static final int NOTES_AT_ONCE = 5_000;
    /** Of 8 KiB each; some ten thousand rows of the narrowest table. */
    private static final int PAGES_AT_ONCE = 100;

    private static final Duration LIMIT_OF_A_PART = Duration.ofSeconds(90);

    private static final String IS_PARKED =
            "exists (select 1 from parked_event e where e.consumer = known.consumer" + " and e.key = known.key)";

    private final AgroalDataSource dataSource;
    private final int notesAtOnce;
    private final int pagesAtOnce;

    @Inject
    Sweep(AgroalDataSource dataSource) {
        this(dataSource, NOTES_AT_ONCE, PAGES_AT_ONCE);
    }

    public Sweep(AgroalDataSource dataSource, int notesAtOnce, int pagesAtOnce) {
        this.dataSource = dataSource;
        this.notesAtOnce = notesAtOnce;
        this.pagesAtOnce = pagesAtOnce;
    }

    /** What is swept: all that a consumer noted of its topic before the rebuild with this number. */
    public record Scope(String consumer, String topic, int generation) {}

    /**
     * Forgets which versions were taken of keys that were not taken again since the rebuild began, so that any version of
     * them is taken.
     *
     * @return how many keys these are
     */
    public int forgetVersions(Scope scope) {
        return overNotes(
                scope,
                "update consumed_version known set version = -1 where topic = ? and consumer = ? and key > ? and key <= ?"
                        + " and generation < ? and version <> -1 and not " + IS_PARKED);
    }

    /**
     * Forgets the keys themselves. Their rows are removed before, by {@link #removeRows}.
     *
     * @return how many keys these are
     */
    public int forgetKeys(Scope scope) {
        return overNotes(
                scope,
                "delete from consumed_version known where topic = ? and consumer = ? and key > ? and key <= ?"
                        + " and generation < ? and not " + IS_PARKED);
    }

    /**
     * Removes the rows of a table whose key was not taken since the rebuild began.
     *
     * @param key the column that holds the key of the fact, as a UUID or its text
     * @return how many rows these are
     */
    public int removeRows(Scope scope, String table, String key) {
        if (!NAME.matcher(table).matches() || !NAME.matcher(key).matches()) {
            throw new IllegalArgumentException(table + "." + key + " is no column");
        }
        int removed = 0;
        // What is added behind the present end is of keys that were taken.
        long pages = pages(table);
        for (long page = 0; page < pages; page += pagesAtOnce) {
            String from = "(" + page + ",0)";
            String to = "(" + (page + pagesAtOnce) + ",0)";
            removed += part(() -> removeRows(scope, table, key, from, to));
        }
        return removed;
    }

    /**
     * A key is noted before its rows are removed, in the same transaction: a consumer that takes it just now either noted
     * it first, and its rows stay, or waits and writes its rows afterwards.
     */
    private int removeRows(Scope scope, String table, String key, String from, String to) throws SQLException {
        List<String> gone = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement hold = connection.prepareStatement("""
                        insert into consumed_version as known (topic, key, consumer, version, generation)
                        select ?::text, gone.key, ?::text, -1, 0 from (
                            select distinct kept.%2$s::text as key from %1$s kept
                            where kept.ctid >= ?::tid and kept.ctid < ?::tid and not exists (
                                select 1 from consumed_version known where known.topic = ? and known.consumer = ?
                                    and known.key = kept.%2$s::text and (known.generation >= ? or %3$s))
                            order by key) as gone
                        on conflict (topic, key, consumer) do update set version = -1
                            where known.generation < ? and not %3$s
                        returning key""".formatted(table, key, IS_PARKED));
                PreparedStatement delete = connection.prepareStatement("delete from " + table + " kept where"
                        + " kept.ctid >= ?::tid and kept.ctid < ?::tid and kept." + key + "::text = any(?)")) {
            hold.setString(1, scope.topic());
            hold.setString(2, scope.consumer());
            hold.setString(3, from);
            hold.setString(4, to);
            hold.setString(5, scope.topic());
            hold.setString(6, scope.consumer());
            hold.setInt(7, scope.generation());
            hold.setInt(8, scope.generation());
            try (ResultSet result = hold.executeQuery()) {
                while (result.next()) {
                    gone.add(result.getString(1));
                }
            }
            if (gone.isEmpty()) {
                return 0;
            }
            delete.setString(1, from);
            delete.setString(2, to);
            delete.setArray(3, connection.createArrayOf("text", gone.toArray()));
            return delete.executeUpdate();
        }
    }

    private long pages(String table) {
        return part(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select = connection.prepareStatement(
                            "select pg_relation_size(?::regclass) / current_setting('block_size')::bigint")) {
                select.setString(1, table);
                try (ResultSet result = select.executeQuery()) {
                    result.next();
                    return result.getLong(1);
                }
            }
        });
    }

    /** @param sql over a range of keys, the first excluded and the last included, and what is older than a generation */
    private int overNotes(Scope scope, String sql) {
        int changed = 0;
        String after = "";
        for (String last = last(scope, after); last != null; last = last(scope, after)) {
            String from = after;
            String to = last;
            changed += part(() -> {
                try (Connection connection = dataSource.getConnection();
                        PreparedStatement change = connection.prepareStatement(sql)) {
                    change.setString(1, scope.topic());
                    change.setString(2, scope.consumer());
                    change.setString(3, from);
                    change.setString(4, to);
                    change.setInt(5, scope.generation());
                    return change.executeUpdate();
                }
            });
            after = last;
        }
        return changed;
    }

    /** The last key of the next part; null when there is none. */
    private @Nullable String last(Scope scope, String after) {
        return part(() -> {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select = connection.prepareStatement(
                            "select max(key) from (select key from"
                                    + " consumed_version where topic = ? and consumer = ? and key > ? order by key limit ?) part")) {
                select.setString(1, scope.topic());
                select.setString(2, scope.consumer());
                select.setString(3, after);
                select.setInt(4, notesAtOnce);
                try (ResultSet result = select.executeQuery()) {
                    return result.next() ? result.getString(1) : null;
                }
            }
        });
    }

    private static <T extends @Nullable Object> T part(Callable<T> work) {
        Heartbeat.beatCurrent();
        return QuarkusTransaction.requiringNew()
                .timeout((int) LIMIT_OF_A_PART.toSeconds())
                .call(() -> {
                    try {
                        return work.call();
                    } catch (SQLException e) {
                        throw new IllegalStateException("could not remove what is no longer in a topic", e);
                    }
                });
    }
}
