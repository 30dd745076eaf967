package org.testamur.verification.record;

import org.jspecify.annotations.Nullable;

/** Holds a credential's status. A hidden credential names neither its replacement nor the reason for it. */
record CredentialStatus(
        String status,
        @Nullable String reasonCode,
        @Nullable String supersededBy,
        boolean hidden) {

    static final String VALID = "valid";
    static final String REVOKED = "revoked";
    /** The issuer published a state that this release does not know. */
    static final String CANNOT_TELL = "cannot-tell";

    static final String ERASED = "erased";

    static CredentialStatus erased() {
        return new CredentialStatus(ERASED, null, null, false);
    }

    /** Returns whether this status must be announced after the one before. */
    boolean isNewsAfter(CredentialStatus before) {
        return !status.equals(before.status) || (reasonCode != null && !reasonCode.equals(before.reasonCode));
    }

    boolean isErased() {
        return status.equals(ERASED);
    }
}
