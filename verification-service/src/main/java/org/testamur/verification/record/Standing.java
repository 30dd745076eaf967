package org.testamur.verification.record;

import org.jspecify.annotations.Nullable;

/** How a credential stands; a hidden one says nothing of what took its place, nor why. */
record Standing(
        String status,
        @Nullable String reasonCode,
        @Nullable String supersededBy,
        boolean hidden) {

    static final String VALID = "valid";
    static final String ERASED = "erased";

    static Standing erased() {
        return new Standing(ERASED, null, null, false);
    }

    boolean isErased() {
        return status.equals(ERASED);
    }
}
