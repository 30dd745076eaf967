package org.testamur.issuance.reconciliation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/**
 * Bounds a reconciliation: from an instant, before another, and older than the grace period.
 *
 * @param older nothing younger is a finding
 */
record Period(Instant from, Instant to, Instant older) {

    /** @param window how far back an absent start is */
    static Period of(@Nullable String from, @Nullable String to, Instant now, Duration window, Duration grace) {
        List<Fault> faults = new ArrayList<>();
        Instant until = instant("to", to, now, faults);
        Instant since = instant("from", from, until.minus(window), faults);
        if (faults.isEmpty() && !since.isBefore(until)) {
            faults.add(new Fault("query:from", "must be before to"));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return new Period(since, until, now.minus(grace));
    }

    private static Instant instant(String name, @Nullable String text, Instant absent, List<Fault> faults) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            Instant instant = Instant.parse(text);
            // What the database can hold.
            if (instant.isAfter(Instant.EPOCH) && instant.isBefore(Instant.parse("9999-01-01T00:00:00Z"))) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        faults.add(new Fault("query:" + name, "must be an instant such as 2026-11-30T12:00:00Z"));
        return absent;
    }
}
