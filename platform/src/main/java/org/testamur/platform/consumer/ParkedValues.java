package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the values of all parked records in order of arrival, in parts that are bounded in rows and in bytes. */
final class ParkedValues {

    private static final int MOST_ROWS = 500;
    private static final long MOST_BYTES = 8 * 1024 * 1024;

    private final AgroalDataSource dataSource;
    private final int mostRows;
    private final long mostBytes;

    ParkedValues(AgroalDataSource dataSource) {
        this(dataSource, MOST_ROWS, MOST_BYTES);
    }

    ParkedValues(AgroalDataSource dataSource, int mostRows, long mostBytes) {
        this.dataSource = dataSource;
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
    }

    /** A record's value. */
    @SuppressWarnings("ArrayRecordComponent")
    record Value(long seq, byte[] json) {}

    /** The next part; a value that is longer than a part comes alone. */
    List<Value> after(long seq) {
        List<Value> values = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                    select seq, value from (
                        select seq, value, sum(octet_length(value)) over (order by seq) as total,
                            row_number() over (order by seq) as number
                        from (select seq, value from parked_event where seq > ? and value is not null
                            order by seq limit ?) next) part
                    where total <= ? or number = 1 order by seq""")) {
            select.setLong(1, seq);
            select.setInt(2, mostRows);
            select.setLong(3, mostBytes);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    values.add(new Value(result.getLong(1), result.getBytes(2)));
                }
            }
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
        return values;
    }

    /** By one statement. */
    void delete(List<Long> seqs) {
        if (seqs.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from parked_event where seq = any(?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new Delivery.InfrastructureFailure(e);
        }
    }
}
