package org.testamur.issuance.lint;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;

/**
 * Says quickly that dates are in order, for what a template signs. It knows only dates as they are usually written; a
 * no sends a document to {@link CredentialLint}, which says what is wrong with it, if anything.
 */
public final class DateOrder {

    private static final long NONE = Long.MIN_VALUE;
    private static final long UNUSUAL = Long.MIN_VALUE + 1;
    private static final long EARLIEST = LocalDate.of(1900, 1, 2).toEpochDay() * 86_400;
    private static final long LATEST = LocalDate.of(2399, 12, 30).toEpochDay() * 86_400;

    private DateOrder() {}

    /** Whether none of a credential's dates can be objected to; absent ones are null. */
    public static boolean isInOrder(
            @Nullable String validFrom,
            @Nullable String validUntil,
            @Nullable String awardedDate,
            @Nullable String began,
            @Nullable String ended,
            Instant now) {
        long from = second(validFrom);
        long until = second(validUntil);
        long awarded = second(awardedDate);
        long start = second(began);
        long end = second(ended);
        long latest = now.getEpochSecond() + DateRules.AHEAD.toSeconds();
        return from != NONE
                && usual(from, latest)
                && usual(until, LATEST)
                && usual(awarded, latest)
                && usual(start, LATEST)
                && usual(end, latest)
                && (until == NONE || from < until)
                && (awarded == NONE || awarded <= from)
                && (start == NONE || end == NONE || start <= end);
    }

    private static boolean usual(long second, long latest) {
        return second == NONE || (second >= EARLIEST && second <= latest && second <= LATEST);
    }

    /** The second since 1970; of whole seconds in usual years alone. */
    private static long second(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        DateTimeStamp stamp = DateTimeStamp.parse(text).orElse(null);
        if (stamp == null) {
            return UNUSUAL;
        }
        Instant instant = stamp.toInstant();
        return instant.getNano() == 0 ? instant.getEpochSecond() : UNUSUAL;
    }
}
