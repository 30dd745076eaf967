package org.testamur.assessment.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testamur.assessment.reference.NamedEnrolments;
import org.testamur.assessment.result.RecordNamedResult;
import org.testamur.assessment.result.RowClaim;
import org.testamur.platform.tenancy.Caller;

/**
 * Finds the enrolments of rows that name learners, when the batch is submitted: no address or number is kept with it, and
 * a name that fits none or several is a fault of the batch.
 */
@ApplicationScoped
class NamedRows {

    private final NamedEnrolments enrolments;
    private final Caller caller;

    NamedRows(NamedEnrolments enrolments, Caller caller) {
        this.enrolments = enrolments;
        this.caller = caller;
    }

    /** All rows in the order of the batch, each with its enrolment; refuses the batch and names each that has none. */
    @Transactional
    List<RowClaim> all(RowReader read) {
        if (read.named().isEmpty()) {
            return read.rows();
        }
        List<RowClaim> rows = new ArrayList<>(read.rows());
        Map<UUID, Integer> first = new HashMap<>();
        rows.forEach(row -> first.put(row.enrolmentId(), row.row()));
        RowFaults faults = new RowFaults();
        List<List<UUID>> found = enrolments.find(
                caller.institution(), read.named().stream().map(NamedRow::named).toList());
        for (int i = 0; i < found.size(); i++) {
            NamedRow named = read.named().get(i);
            List<UUID> ids = found.get(i);
            if (ids.size() != 1) {
                faults.add(
                        named.row(),
                        named.where(),
                        "/learner",
                        ids.isEmpty() ? RecordNamedResult.NONE : RecordNamedResult.several(ids));
                continue;
            }
            UUID enrolment = ids.getFirst();
            Integer earlier = first.putIfAbsent(enrolment, named.row());
            if (earlier != null) {
                faults.add(named.row(), named.where(), "/learner", "has the enrolment of row " + earlier);
                continue;
            }
            rows.add(new RowClaim(named.row(), enrolment, named.claim(), named.revision()));
        }
        faults.refuseIfAny();
        rows.sort(Comparator.comparingInt(RowClaim::row));
        return rows;
    }
}
