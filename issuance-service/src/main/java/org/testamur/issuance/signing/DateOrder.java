package org.testamur.issuance.signing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import org.jspecify.annotations.Nullable;

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
    public static boolean holds(
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

    /** The second since 1970; of {@code 2026-11-20T00:00:00Z} and {@code 2026-11-20T00:00:00+02:00} alone. */
    private static long second(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        int length = text.length();
        boolean utc = length == 20 && text.charAt(19) == 'Z';
        if (!utc && (length != 25 || text.charAt(22) != ':' || "+-".indexOf(text.charAt(19)) < 0)) {
            return UNUSUAL;
        }
        if (text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return UNUSUAL;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (year < 1900 || month < 1 || month > 12 || day < 1 || day > lengthOf(year, month)) {
            return UNUSUAL;
        }
        return at(text, LocalDate.of(year, month, day).toEpochDay(), hour, minute, second, utc);
    }

    private static int lengthOf(int year, int month) {
        return month == 2
                ? (Year.isLeap(year) ? 29 : 28)
                : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static long at(String text, long epochDay, int hour, int minute, int second, boolean utc) {
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return UNUSUAL;
        }
        long seconds = epochDay * 86_400 + hour * 3_600L + minute * 60L + second;
        if (utc) {
            return seconds;
        }
        int hours = number(text, 20, 22);
        int minutes = number(text, 23, 25);
        if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
            return UNUSUAL;
        }
        long offset = hours * 3_600L + minutes * 60L;
        return text.charAt(19) == '+' ? seconds - offset : seconds + offset;
    }

    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }
}
