package org.testamur.dataintegrity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date with a time and an offset as credentials write it: XML Schema's {@code dateTimeStamp} (VC Data Model
 * 2.0, sections 4.9 and 6.4; XML Schema 1.1 Part 2, section 3.4.28), its whole lexical space and nothing else. Years
 * have four digits or more and may be negative, fractions of a second may have any length, {@code 24:00:00} is the end
 * of a day, and offsets go up to 14 hours. Two values are equal if they denote the same point in time.
 */
public final class DateTimeStamp implements Comparable<DateTimeStamp> {
    /** The years of an era are a multiple of 400, after which the calendar repeats. */
    private static final int ERA_DIGITS = 9;

    private static final long DAY = 86_400;
    private static final long ERA = 1_000_000_000L / 400 * 146_097 * DAY;
    private static final long YEAR_0_TO_1970 = 719_528 * DAY;

    private static final Instant FIRST = OffsetDateTime.MIN.toInstant().plusSeconds(2 * DAY);
    private static final Instant LAST = OffsetDateTime.MAX.toInstant().minusSeconds(2 * DAY);

    private final String text;
    private final Era era;
    /** Since its era began, at an offset of zero. */
    private final long second;
    /** Without zeros at its end. */
    private final String fraction;

    private final int offset;

    private DateTimeStamp(String text, Era era, long second, String fraction, int offset) {
        this.text = text;
        this.era = era.plus((int) Math.floorDiv(second, ERA));
        this.second = Math.floorMod(second, ERA);
        this.fraction = fraction;
        this.offset = offset;
    }

    /** Empty for what is not in the lexical space. */
    public static Optional<DateTimeStamp> parse(String text) {
        return Optional.ofNullable(new Reader(text).stamp());
    }

    public static DateTimeStamp of(Instant instant) {
        String fraction = instant.getNano() == 0 ? "" : String.format("%09d", instant.getNano());
        return new DateTimeStamp(
                instant.toString(),
                Era.FIRST,
                Math.addExact(instant.getEpochSecond(), YEAR_0_TO_1970),
                withoutZeros(fraction),
                0);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** To the nanosecond, rounded down; what lies beyond the years that Java knows is the first or the last instant of them. */
    public Instant toInstant() {
        if (!era.isNear()) {
            return era.negative ? FIRST : LAST;
        }
        long epochSecond = era.toInt() * ERA + second - YEAR_0_TO_1970;
        if (epochSecond < FIRST.getEpochSecond()) {
            return FIRST;
        }
        return epochSecond >= LAST.getEpochSecond() ? LAST : Instant.ofEpochSecond(epochSecond, nanos());
    }

    /** With the offset that it was written with. */
    public OffsetDateTime toOffsetDateTime() {
        return toInstant().atOffset(ZoneOffset.ofTotalSeconds(offset));
    }

    public boolean isAfter(Instant instant) {
        return compareTo(of(instant)) > 0;
    }

    public boolean isBefore(Instant instant) {
        return compareTo(of(instant)) < 0;
    }

    private int nanos() {
        int nanos = 0;
        for (int i = 0; i < 9; i++) {
            nanos = 10 * nanos + (i < fraction.length() ? fraction.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    @Override
    public int compareTo(DateTimeStamp other) {
        int byEra = era.compareTo(other.era);
        int bySecond = byEra != 0 ? byEra : Long.compare(second, other.second);
        return bySecond != 0 ? bySecond : fraction.compareTo(other.fraction);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DateTimeStamp stamp && compareTo(stamp) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * era.digits.hashCode() + Long.hashCode(second)) + fraction.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static String withoutZeros(String fraction) {
        int end = fraction.length();
        while (end > 0 && fraction.charAt(end - 1) == '0') {
            end--;
        }
        return fraction.substring(0, end);
    }

    /** A whole number of any length, without leading zeros: the eras since the one that began with the year 0. */
    private record Era(boolean negative, String digits) implements Comparable<Era> {
        static final Era FIRST = new Era(false, "0");

        static Era of(boolean negative, String digits) {
            int start = 0;
            while (start < digits.length() - 1 && digits.charAt(start) == '0') {
                start++;
            }
            String plain = digits.substring(start);
            return plain.equals("0") ? FIRST : new Era(negative, plain);
        }

        /** @param change no more than two */
        Era plus(int change) {
            if (change == 0) {
                return this;
            }
            if (digits.length() < 18) {
                long sum = (negative ? -Long.parseLong(digits) : Long.parseLong(digits)) + change;
                return of(sum < 0, Long.toString(Math.abs(sum)));
            }
            Era sum = this;
            for (int i = Math.abs(change); i > 0; i--) {
                sum = of(negative, negative == change < 0 ? more(sum.digits) : less(sum.digits));
            }
            return sum;
        }

        private static String more(String digits) {
            char[] sum = ("0" + digits).toCharArray();
            int at = sum.length - 1;
            for (; sum[at] == '9'; at--) {
                sum[at] = '0';
            }
            sum[at]++;
            return new String(sum);
        }

        private static String less(String digits) {
            char[] sum = digits.toCharArray();
            int at = sum.length - 1;
            for (; sum[at] == '0'; at--) {
                sum[at] = '9';
            }
            sum[at]--;
            return new String(sum);
        }

        boolean isNear() {
            return digits.length() == 1;
        }

        int toInt() {
            int number = Integer.parseInt(digits);
            return negative ? -number : number;
        }

        @Override
        public int compareTo(Era other) {
            if (negative != other.negative) {
                return negative ? -1 : 1;
            }
            int byLength = Integer.compare(digits.length(), other.digits.length());
            int bySize = byLength != 0 ? byLength : digits.compareTo(other.digits);
            return negative ? -bySize : bySize;
        }
    }

    /** Reads one text from its start to its end. */
    private static final class Reader {
        private static final int NONE = -1;

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        @Nullable
        DateTimeStamp stamp() {
            boolean negative = skip('-');
            String year = digits();
            if (year.length() < 4 || (year.length() > 4 && year.charAt(0) == '0')) {
                return null;
            }
            int split = Math.max(0, year.length() - ERA_DIGITS);
            int inEra = Integer.parseInt(year, split, year.length(), 10);
            long ofEra = negative ? -inEra : inEra;
            int month = skip('-') ? two(12) : NONE;
            int day = skip('-') ? two(31) : NONE;
            if (month < 1 || day < 1 || day > daysOf(ofEra, month) || !skip('T')) {
                return null;
            }
            int hour = two(24);
            int minute = skip(':') ? two(59) : NONE;
            int second = skip(':') ? two(59) : NONE;
            String fraction = "";
            if (skip('.')) {
                fraction = digits();
                if (fraction.isEmpty()) {
                    return null;
                }
                fraction = withoutZeros(fraction);
            }
            if (hour < 0 || minute < 0 || second < 0) {
                return null;
            }
            if (hour == 24 && (minute > 0 || second > 0 || !fraction.isEmpty())) {
                return null;
            }
            int offset = offset();
            if (offset == Integer.MIN_VALUE || at != text.length()) {
                return null;
            }
            return new DateTimeStamp(
                    text,
                    split == 0 ? Era.FIRST : Era.of(negative, year.substring(0, split)),
                    days(ofEra, month, day) * DAY + hour * 3_600L + minute * 60L + second - offset,
                    fraction,
                    offset);
        }

        /** In seconds. */
        private int offset() {
            if (skip('Z')) {
                return 0;
            }
            boolean west = at < text.length() && text.charAt(at) == '-';
            if (!skip('+') && !skip('-')) {
                return Integer.MIN_VALUE;
            }
            int hours = two(14);
            int minutes = skip(':') ? two(59) : NONE;
            if (hours < 0 || minutes < 0 || (hours == 14 && minutes > 0)) {
                return Integer.MIN_VALUE;
            }
            int seconds = hours * 3_600 + minutes * 60;
            return west ? -seconds : seconds;
        }

        private boolean skip(char wanted) {
            if (at < text.length() && text.charAt(at) == wanted) {
                at++;
                return true;
            }
            return false;
        }

        private String digits() {
            int start = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private int two(int most) {
            if (at + 2 > text.length() || !isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
                return NONE;
            }
            int number = 10 * (text.charAt(at) - '0') + text.charAt(at + 1) - '0';
            at += 2;
            return number <= most ? number : NONE;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static boolean isLeap(long year) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        }

        private static int daysOf(long year, int month) {
            return switch (month) {
                case 2 -> isLeap(year) ? 29 : 28;
                case 4, 6, 9, 11 -> 30;
                default -> 31;
            };
        }

        /** Since the first day of the year 0. */
        private static long days(long year, int month, int day) {
            long before = year - 1;
            long days =
                    365 * year + Math.floorDiv(before, 4L) - Math.floorDiv(before, 100L) + Math.floorDiv(before, 400L);
            // The year 0 is a leap year, which the years before the year 1 do not count.
            days += 1;
            for (int earlier = 1; earlier < month; earlier++) {
                days += daysOf(year, earlier);
            }
            return days + day - 1;
        }
    }
}
