package org.testamur.verification.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What our records say of how a credential stands; nobody else is asked. */
sealed interface Standing {

    /**
     * We hold its record.
     *
     * @param status {@code valid}, {@code revoked} or {@code superseded}
     * @param recordedAt since when we know the document
     */
    record Recorded(
            String status,
            @Nullable String reason,
            @Nullable String supersededBy,
            Instant changedAt,
            Instant recordedAt)
            implements Standing {}

    /** Its record was erased. */
    record Erased() implements Standing {}

    /** It is by an issuer of ours and there is no record of it. */
    record NotRecorded() implements Standing {}

    /** It is by somebody else. */
    record Foreign() implements Standing {}
}
