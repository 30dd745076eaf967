package org.testamur.issuance.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.UUID;

/** Suspends an award whose base was revoked, outside of any request. */
@ApplicationScoped
class SuspendDependent {

    private final ChangeStatus standing;

    SuspendDependent(ChangeStatus standing) {
        this.standing = standing;
    }

    /** In a transaction of the system for the dependent's institution. */
    @ActivateRequestContext
    void now(UUID dependent) {
        standing.suspendUntilLookedAt(dependent);
    }
}
