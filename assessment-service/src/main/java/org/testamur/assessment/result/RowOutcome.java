package org.testamur.assessment.result;

/** Reports the outcome of one row of a batch. */
public sealed interface RowOutcome {

    /** A new revision. */
    record Recorded(int row, Outcome outcome) implements RowOutcome {}

    /** The result says that already. */
    record Unchanged(int row) implements RowOutcome {}

    /** Refused, for good. */
    record Failed(int row, String code, String reason) implements RowOutcome {}

    /** Something it refers to is not here, and may still come; the reason is for when it does not. */
    record NotYet(int row, String code, String reason) implements RowOutcome {}

    int row();
}
