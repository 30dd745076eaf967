package org.testamur.issuance.reference;

import java.util.UUID;

/** Gives what a feature holds of a learner to the learner whose record has taken in theirs. */
public interface MovedLearner {

    /** In the caller's transaction; again, it finds nothing to do. */
    void moved(UUID from, UUID into);
}
