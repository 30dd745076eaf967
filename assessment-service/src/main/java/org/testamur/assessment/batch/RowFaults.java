package org.testamur.assessment.batch;

import java.util.ArrayList;
import java.util.List;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/** Collects the faults of a batch row by row: the first ones in full, the rest as a count. */
final class RowFaults {

    private static final int MOST_LISTED = 200;

    private final List<Fault> listed = new ArrayList<>();
    private long total;

    void add(String pointer, String detail) {
        total++;
        if (listed.size() < MOST_LISTED) {
            listed.add(new Fault(pointer, detail));
        }
    }

    /**
     * @param row counts from 1, as people do; pointers count from 0
     * @param where in the file the row stands, if that does not follow from its number
     */
    void add(int row, String where, String pointer, String detail) {
        add("/rows/" + (row - 1) + pointer, "row " + row + where + ": " + detail);
    }

    void refuseIfAny() {
        if (total > 0) {
            throw Refusal.invalid(listed, total);
        }
    }
}
