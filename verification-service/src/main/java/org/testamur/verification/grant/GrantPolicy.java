package org.testamur.verification.grant;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Limits the duration of a grant.
 *
 * @param longestYears how many years after today its last day may be
 */
record GrantPolicy(int longestYears) {

    GrantPolicy {
        if (longestYears < 1) {
            throw new IllegalArgumentException("testamur.verification.grants.longest-years must be 1 at least");
        }
    }

    /** What is wrong with the last day, if anything; days are the institution's. */
    Optional<String> fault(LocalDate endsOn, ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate latest = today.plusYears(longestYears);
        if (endsOn.isBefore(today)) {
            return Optional.of("is over: today is " + today);
        }
        return endsOn.isAfter(latest)
                ? Optional.of("must be " + latest + " at the latest: a grant lasts " + longestYears
                        + " years at most and can be given anew")
                : Optional.empty();
    }

    /** The first instant at which nothing is granted any more: the midnight that ends the last day. */
    Instant endsAt(LocalDate endsOn, ZoneId zone) {
        return endsOn.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
