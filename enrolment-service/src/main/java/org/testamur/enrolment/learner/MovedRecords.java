package org.testamur.enrolment.learner;

import java.util.UUID;

/** Gives what a feature holds of a learner to the learner into whom they are merged. */
public interface MovedRecords {

    /** In the caller's transaction, which holds both learners. */
    void moved(UUID from, UUID into);
}
