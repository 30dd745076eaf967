package org.testamur.issuance.key;

import java.util.Locale;

/** Where a key stands in its life. */
public enum KeyState {
    /** Published, so that whoever keeps a DID document comes to know it; signs nothing yet. */
    PENDING,
    /** Signs; an institution has one at most. */
    ACTIVE,
    /** Signs no more, and what it signed counts. */
    RETIRED,
    /** Somebody else may have it: what it signed no longer counts. */
    COMPROMISED;

    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static KeyState of(String shown) {
        return valueOf(shown.toUpperCase(Locale.ROOT));
    }
}
