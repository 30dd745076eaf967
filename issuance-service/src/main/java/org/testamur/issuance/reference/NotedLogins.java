package org.testamur.issuance.reference;

/**
 * Deletes a learner's log-ins where a feature has recorded them. It is called while the log-ins are still known: the
 * erasure and the end of the learner's record may arrive in either order.
 */
public interface NotedLogins {

    /** In the caller's transaction. */
    void forget(Learners.Login login);
}
