package org.testamur.platform.sql;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements in the caller's transaction, for rows that are no aggregate and for many rows at once.
 *
 * <p>Arguments may be instants and arrays of UUIDs, texts, numbers or truth values. A statement that fails ends in a
 * {@link StatementException}.
 */
@ApplicationScoped
public class Sql {

    private final AgroalDataSource dataSource;

    Sql(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Reads one row of an answer. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Reads all rows, in the order of the answer. */
    public <T> List<T> list(String sql, Row<T> row, @Nullable Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row.of(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new StatementException("could not read", e);
        }
    }

    /** Reads the first row, if there is one. */
    public <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... arguments) {
        return list(sql, row, arguments).stream().findFirst();
    }

    /** Changes rows and returns how many. */
    public int update(String sql, @Nullable Object... arguments) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StatementException("could not write", e);
        }
    }

    /** Takes an advisory lock that lasts until the transaction ends; others who take the same lock wait. */
    public void lock(UUID what) {
        list(
                "select pg_advisory_xact_lock(?)",
                row -> true,
                what.getMostSignificantBits() ^ what.getLeastSignificantBits());
    }

    /** Makes one column of many rows, for {@code unnest}: an array of UUIDs, texts or numbers. */
    public static <S, T extends @Nullable Object> Object column(
            List<S> rows, IntFunction<T[]> array, Function<S, T> value) {
        return rows.stream().map(value).toArray(array);
    }

    /** Reads a timestamp column, which may be null. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Reads a column of UUIDs. */
    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case Instant instant -> statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
                case UUID[] column -> statement.setArray(i + 1, connection.createArrayOf("uuid", column));
                case String[] column -> statement.setArray(i + 1, connection.createArrayOf("text", column));
                case Integer[] column -> statement.setArray(i + 1, connection.createArrayOf("integer", column));
                case Long[] column -> statement.setArray(i + 1, connection.createArrayOf("bigint", column));
                case Boolean[] column -> statement.setArray(i + 1, connection.createArrayOf("boolean", column));
                case null, default -> statement.setObject(i + 1, arguments[i]);
            }
        }
        return statement;
    }
}
