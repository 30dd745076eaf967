package org.testamur.platform.tenancy;

/** Lists the capacities in which work is done; row-level security has a policy for each. */
public enum Actor {
    /** Nobody: sees no row. */
    NONE,
    /** A person or machine client who works for one institution. */
    STAFF,
    /** A person with their own records, at any institution. */
    SELF,
    /** An organisation outside the institutions that sees what it was granted. */
    PARTNER,
    /** Anybody, for what is public. */
    PUBLIC,
    /** The service itself: consumers, jobs, operators. */
    SYSTEM
}
