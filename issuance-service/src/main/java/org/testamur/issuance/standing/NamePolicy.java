package org.testamur.issuance.standing;

import java.util.Optional;
import org.testamur.issuance.learner.Learner;

/**
 * What becomes of a credential that shows a name once its learner bears another or no longer consents to show one. A
 * credential that shows none is left as it is, whatever the learner is called.
 */
final class NamePolicy {

    private NamePolicy() {}

    /** What is to be done. */
    enum Decision {
        LEAVE,
        /** It counts: a credential with the present name, or without one, takes its place, and it is hidden. */
        REISSUE,
        /** It does not count: it is hidden. */
        HIDE
    }

    static Decision decide(Optional<String> shown, boolean counts, Learner learner) {
        if (learner.mayBeShownAs(shown)) {
            return Decision.LEAVE;
        }
        return counts ? Decision.REISSUE : Decision.HIDE;
    }
}
