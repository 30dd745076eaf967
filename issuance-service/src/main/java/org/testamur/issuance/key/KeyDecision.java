package org.testamur.issuance.key;

import java.time.Instant;
import java.util.List;

/** Reports the decision on a request to change an institution's keys. */
public sealed interface KeyDecision {

    /**
     * A key is to be made.
     *
     * @param state pending, or active where nothing has to be waited for
     */
    record Make(int number, KeyState state, Instant validFrom, Instant signsFrom) implements KeyDecision {}

    /** Stores these keys as given and leaves the others unchanged. */
    record ChangeKeys(List<IssuerKey> keys) implements KeyDecision {

        public ChangeKeys {
            keys = List.copyOf(keys);
        }
    }

    /** It is so already. */
    record NoChange() implements KeyDecision {}

    /** It must not be. */
    record RefuseChange(String code, String detail) implements KeyDecision {}

    /** There is no key of this number. */
    record Unknown() implements KeyDecision {}
}
