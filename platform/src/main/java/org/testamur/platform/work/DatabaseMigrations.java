package org.testamur.platform.work;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.work.MigrationPolicy.Newest;
import org.testamur.platform.work.MigrationPolicy.Verdict;

/**
 * Finds out by one query whether the database has the migrations that this release needs, whoever applied them. It asks
 * until they are there, and then no more.
 */
@Singleton
public class DatabaseMigrations {

    private static final String BEHIND = "database-behind";
    /** SQLSTATE of PostgreSQL: undefined table. */
    private static final String NO_TABLE = "42P01";

    private static final Logger LOG = Logger.getLogger(DatabaseMigrations.class);

    private final AgroalDataSource dataSource;
    private final DegradedStates states;
    private final Newest brought = brought();
    private volatile boolean applied;
    private volatile @Nullable String behind;

    DatabaseMigrations(AgroalDataSource dataSource, DegradedStates states) {
        this.dataSource = dataSource;
        this.states = states;
        states.declare(BEHIND);
    }

    /**
     * False while the database is behind.
     *
     * @throws SQLException when it does not say
     */
    public boolean areApplied() throws SQLException {
        return applied || look();
    }

    /** Why nothing can be answered, while that is known. */
    public Optional<String> behind() {
        return Optional.ofNullable(behind);
    }

    private synchronized boolean look() throws SQLException {
        if (applied) {
            return true;
        }
        switch (MigrationPolicy.judge(Newest.of(versions()), brought)) {
            case Verdict.Behind(String sentence) -> {
                behind = sentence;
                states.begin(BEHIND, sentence);
                return false;
            }
            case Verdict.Ahead(String sentence) -> LOG.warn(sentence);
            case Verdict.Current current -> LOG.debug("The database has the migrations of this release");
        }
        behind = null;
        states.end(BEHIND);
        applied = true;
        return true;
    }

    private List<String> versions() throws SQLException {
        List<String> versions = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select version from flyway_schema_history where success and version is not null")) {
            while (result.next()) {
                versions.add(result.getString(1));
            }
        } catch (SQLException e) {
            if (!NO_TABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
        return versions;
    }

    private static Newest brought() {
        return Newest.of(List.of(read("db/platform/newest"), read("db/migration/newest")));
    }

    /** A file beside the migrations names the newest of them, so that none of them is read. */
    private static String read(String resource) {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + resource);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
