package org.testamur.issuance.key;

import java.time.Instant;
import java.util.List;

/** What follows from a wish about an institution's keys. */
public sealed interface KeyDecision {

    /**
     * A key is to be made.
     *
     * @param state pending, or active where nothing has to be waited for
     */
    record Make(int number, KeyState state, Instant validFrom, Instant signsFrom) implements KeyDecision {}

    /** These keys are to be as they stand here; the others stay as they are. */
    record Change(List<IssuerKey> keys) implements KeyDecision {

        public Change {
            keys = List.copyOf(keys);
        }
    }

    /** It is so already. */
    record Nothing() implements KeyDecision {}

    /** It must not be. */
    record Refuse(String code, String detail) implements KeyDecision {}

    /** There is no key of this number. */
    record Unknown() implements KeyDecision {}
}
