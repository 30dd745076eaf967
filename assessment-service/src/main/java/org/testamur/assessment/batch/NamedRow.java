package org.testamur.assessment.batch;

import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.NamedEnrolments;
import org.testamur.assessment.result.ResultClaim;

/**
 * A row in form that names a learner and a micro-credential in the place of an enrolment.
 *
 * @param where in the file the row stands, if that does not follow from its number
 */
record NamedRow(
        int row,
        String where,
        NamedEnrolments.Named named,
        ResultClaim claim,
        @Nullable Long revision) {}
