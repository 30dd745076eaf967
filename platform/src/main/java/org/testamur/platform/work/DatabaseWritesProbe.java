package org.testamur.platform.work;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.testamur.platform.health.DatabaseWrites;

/** Writes one row now and then, to find out whether the database takes writes, and takes them again. */
@ApplicationScoped
class DatabaseWritesProbe {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration WHILE_REFUSED = Duration.ofSeconds(1);

    private final BackgroundWork work;
    private final DatabaseWrites writes;
    private final AgroalDataSource dataSource;

    DatabaseWritesProbe(BackgroundWork work, DatabaseWrites writes, AgroalDataSource dataSource) {
        this.work = work;
        this.writes = writes;
        this.dataSource = dataSource;
    }

    void start(@Observes StartupEvent event) {
        work.startAtOnce("database-writes-probe", WorkKind.JOBS, loop -> {
            probe();
            return writes.areRefused() ? WHILE_REFUSED : EVERY;
        });
    }

    private void probe() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(10);
            statement.executeUpdate("insert into write_probe (one, written_at) values (true, now())"
                    + " on conflict (one) do update set written_at = excluded.written_at");
            writes.succeeded();
        } catch (SQLException e) {
            if (!writes.noteRefusal(e)) {
                throw e;
            }
        }
    }
}
