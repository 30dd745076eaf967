package org.testamur.verification.check;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.platform.problem.Refusal;

/**
 * The time for which it is asked whether a credential holds.
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
     * Refuses what is no instant, and what is still to come.
     *
     * @param where names the field to whoever asked
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
