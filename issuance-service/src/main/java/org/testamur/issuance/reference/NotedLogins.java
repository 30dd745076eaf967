package org.testamur.issuance.reference;

/**
 * Whatever notes which log-in did something. It is asked to forget a learner's log-ins while they are still known: of an
 * erasure and of the end of the learner's record, either may be told first.
 */
public interface NotedLogins {

    /** In the caller's transaction. */
    void forget(Learners.Login login);
}
