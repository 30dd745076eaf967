package org.testamur.issuance.status;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists the meanings of a set bit (Bitstring Status List 1.0, section 2.1). */
public enum StatusPurpose {
    /** It no longer counts, for good. */
    REVOCATION,
    /** It does not count for now. */
    SUSPENSION,
    /** There is a newer one in its place. */
    REFRESH;

    /** As documents write it. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<StatusPurpose> of(String shown) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.shown().equals(shown))
                .findFirst();
    }
}
