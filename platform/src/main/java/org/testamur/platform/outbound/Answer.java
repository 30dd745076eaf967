package org.testamur.platform.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reports how an endpoint answered a delivery. */
public sealed interface Answer {

    /** It answered; only the status and this header count. */
    record Answered(int status, @Nullable Duration retryAfter) implements Answer {}

    /** It did not answer, or not in time. */
    record Unreachable(String reason) implements Answer {}

    /** Its address is one that nothing is sent to. */
    record Forbidden(String reason) implements Answer {}
}
