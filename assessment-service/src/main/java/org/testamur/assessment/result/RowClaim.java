package org.testamur.assessment.result;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds one row of a batch without faults of form.
 *
 * @param row counts from 1
 * @param revision the revision of the present result that the row corrects; absent for a first result
 */
public record RowClaim(
        int row,
        UUID enrolmentId,
        ResultClaim claim,
        @Nullable Long revision) {}
