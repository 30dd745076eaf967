package org.testamur.issuance.credential;

/** What follows from the wish to change a credential's standing. */
sealed interface StandingDecision {

    /** It stands otherwise from now on. */
    record Becomes(Credential.State state) implements StandingDecision {}

    /** It stands so already. */
    record Unchanged() implements StandingDecision {}

    /** It cannot. */
    record Refused(String code, String why) implements StandingDecision {}

    /** There is nothing left that could. */
    record Gone() implements StandingDecision {}
}
