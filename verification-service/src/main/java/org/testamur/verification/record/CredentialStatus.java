package org.testamur.verification.record;

import org.jspecify.annotations.Nullable;

/** How a credential stands; a hidden one says nothing of what took its place, nor why it was replaced. */
record CredentialStatus(
        String status,
        @Nullable String reasonCode,
        @Nullable String supersededBy,
        boolean hidden) {

    static final String VALID = "valid";
    static final String REVOKED = "revoked";
    /** The issuer told of a state that this release does not know. */
    static final String CANNOT_TELL = "cannot-tell";

    static final String ERASED = "erased";

    static CredentialStatus erased() {
        return new CredentialStatus(ERASED, null, null, false);
    }

    /** Whether who was told of the one before is to be told of this. */
    boolean isNewsAfter(CredentialStatus before) {
        return !status.equals(before.status) || (reasonCode != null && !reasonCode.equals(before.reasonCode));
    }

    boolean isErased() {
        return status.equals(ERASED);
    }
}
