package org.testamur.issuance.credential;

import java.util.Locale;

/** What staff decided on an award and have not ended: no result makes it count again meanwhile. */
public enum StaffDecision {
    /** Also one by the service, which waits for staff to look at it. */
    SUSPENSION,
    REVOCATION;

    /** As interfaces write it. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
