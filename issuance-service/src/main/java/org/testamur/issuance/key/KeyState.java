package org.testamur.issuance.key;

import java.util.Locale;

/** Lists the states of a key's lifecycle. */
public enum KeyState {
    /** Published before it signs, so that caches of the DID document get to know it. */
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
