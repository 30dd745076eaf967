package org.testamur.assessment.reference;

/**
 * Notes which log-in did something. It is asked to forget a learner's log-ins while they are still known: the erasure and
 * the end of the learner's record may arrive in either order.
 */
public interface NotedLogins {

    /** In the caller's transaction. */
    void forget(Login login);
}
