package org.testamur.issuance.lifecycle;

import org.testamur.issuance.badge.DisclosedIdentity;
import org.testamur.issuance.reference.Learner;

/**
 * Decides what happens to a credential when its learner's data changes. The credential may show a name that is no
 * longer the learner's, consented to or confirmed. It may show a hashed e-mail address that has changed or lost its
 * consent. It may lack what is now to be shown.
 */
final class NamePolicy {

    private NamePolicy() {}

    /** What is to be done. */
    enum Decision {
        LEAVE,
        /** It counts: a credential that shows what may be shown takes its place, and it is hidden. */
        REISSUE,
        /** It counts, and what it shows is right: one that shows more takes its place, and says so. */
        EXTEND,
        /** It does not count: it is hidden. */
        HIDE
    }

    /** @param otherAddress whether the hash that it holds is of another address than the learner's of today */
    static Decision decide(DisclosedIdentity shown, boolean otherAddress, boolean counts, Learner learner) {
        if (otherAddress || !shown.mayBeShownOf(learner)) {
            return counts ? Decision.REISSUE : Decision.HIDE;
        }
        boolean lacks = (shown.name().isEmpty() && learner.shownName().isPresent())
                || (!shown.identifier() && learner.showsIdentifier());
        return counts && lacks ? Decision.EXTEND : Decision.LEAVE;
    }
}
