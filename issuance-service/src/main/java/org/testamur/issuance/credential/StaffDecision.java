package org.testamur.issuance.credential;

import java.util.Locale;

/** Lists the decisions of staff that block an award. While one is in force, no result makes the award count again. */
public enum StaffDecision {
    /** Also one by the service, which waits for staff to look at it. */
    SUSPENSION,
    REVOCATION;

    /** As interfaces write it. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
