package org.testamur.platform.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports whether the database accepts writes. Full disks and read-only servers refuse writes while reads work. This is
 * a degraded state; the instance still serves reads.
 */
@ApplicationScoped
public class DatabaseWrites {

    private static final String WHAT = "database-writes";
    /** SQLSTATE: read-only transaction, disk full, out of memory, configuration limit exceeded. */
    private static final Set<String> REFUSALS = Set.of("25006", "53000", "53100", "53200", "53400");

    private final DegradedStates states;

    DatabaseWrites(DegradedStates states) {
        this.states = states;
        states.declare(WHAT);
    }

    /** True, and degraded from now on, when the failure says that the database takes no writes. */
    public boolean noteRefusal(SQLException failure) {
        String state = failure.getSQLState();
        if (!isRefusal(state)) {
            return false;
        }
        states.begin(WHAT, "The database refuses writes: " + firstLine(failure) + " (SQLSTATE " + state + ").");
        return true;
    }

    /** A write went through. */
    public void succeeded() {
        states.end(WHAT);
    }

    public boolean areRefused() {
        return states.isDegraded(WHAT);
    }

    static boolean isRefusal(@Nullable String state) {
        return state != null && REFUSALS.contains(state);
    }

    private static String firstLine(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
