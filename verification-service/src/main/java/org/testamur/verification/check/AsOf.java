package org.testamur.verification.check;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.platform.problem.Refusal;

/**
 * Holds the time for which a credential is verified.
 *
 * @param past whether that is not simply now
 */
record AsOf(Instant at, boolean past) {

    /** That a proof was made to assert, and had not expired then. */
    Expectation expectation() {
        return past ? Expectation.assertion().asOf(at) : Expectation.assertion();
    }

    static AsOf now(Clock clock) {
        return new AsOf(clock.instant(), false);
    }

    /**
     * Parses an instant and refuses one in the future.
     *
     * @param where names the field in the error
     */
    static AsOf of(@Nullable String text, String where, Clock clock) {
        if (text == null) {
            return now(clock);
        }
        Instant at = DateTimeStamp.parse(text)
                .map(DateTimeStamp::toInstant)
                .orElseThrow(() -> Refusal.invalid(
                        where, "must be a date with a time and an offset, such as 2026-11-21T10:15:30Z"));
        if (at.isAfter(clock.instant())) {
            throw Refusal.invalid(where, "must not be later than now: nobody knows how it will stand then");
        }
        return new AsOf(at, true);
    }
}
