package org.testamur.assessment.reference;

import java.util.UUID;

/**
 * Keeps something of an enrolment under its learner's id. It is told when the enrolment is another learner's, whose record
 * has taken in the one of before.
 */
public interface MovedEnrolments {

    /** In the caller's transaction, which holds the enrolment. */
    void moved(UUID enrolment, UUID from, UUID into);
}
