package org.testamur.issuance.credential;

/** Reports the outcome of a request to change a credential's status. */
sealed interface StatusDecision {

    /** It stands otherwise from now on. */
    record Becomes(Credential.CredentialState state) implements StatusDecision {}

    /** It stands so already. */
    record Unchanged() implements StatusDecision {}

    /** It cannot. */
    record Refused(String code, String why) implements StatusDecision {}

    /** There is nothing left that could. */
    record Gone() implements StatusDecision {}
}
