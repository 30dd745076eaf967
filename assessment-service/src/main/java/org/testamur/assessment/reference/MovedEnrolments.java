package org.testamur.assessment.reference;

import java.util.UUID;

/**
 * Keeps something of an enrolment under its learner's id. It is called when the learner's record was
 * merged into another.
 */
public interface MovedEnrolments {

    /** In the caller's transaction, which holds the enrolment. */
    void moved(UUID enrolment, UUID from, UUID into);
}
