package org.testamur.issuance.credential;

import java.util.UUID;

/**
 * Receives, in the transaction that changes a credential, the changes that affect awards built on it. Every bean of
 * this type is called.
 */
public interface DependentAwards {

    /** The credential is revoked: what builds on it is to be looked at, or no longer counts. */
    void revoked(Credential base, ReasonCode why);

    /** Another credential says the same award from now on. */
    void superseded(Credential base, UUID by);

    /** What is known of the learner's awards, as base or as dependent, is forgotten. */
    void erase(UUID learner);
}
