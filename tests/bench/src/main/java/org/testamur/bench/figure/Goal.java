package org.testamur.bench.figure;

import java.util.Locale;

/**
 * What a figure is held to.
 *
 * @param comparison how the figure and its counterpart become one ratio
 * @param bound what the ratio must reach, or not exceed
 */
public record Goal(Comparison comparison, double bound) {

    /** Which way round, and which way is better. */
    public enum Comparison {
        /** Counterpart by value; more is better. */
        TIMES_LESS,
        /** Value by counterpart; less is better. */
        AT_MOST_TIMES,
        /** Value by counterpart; more is better. */
        AT_LEAST_SHARE,
        /** The value itself; less is better. */
        UNDER
    }

    /** The counterpart costs at least so many times as much. */
    public static Goal timesLess(double times) {
        return new Goal(Comparison.TIMES_LESS, times);
    }

    /** At most so many times the counterpart. */
    public static Goal atMostTimes(double times) {
        return new Goal(Comparison.AT_MOST_TIMES, times);
    }

    /** At least such a share of the counterpart. */
    public static Goal atLeastShare(double share) {
        return new Goal(Comparison.AT_LEAST_SHARE, share);
    }

    /** Under an absolute value, in the figure's own unit. */
    public static Goal under(double value) {
        return new Goal(Comparison.UNDER, value);
    }

    public double ratio(double value, double counterpart) {
        return switch (comparison) {
            case TIMES_LESS -> counterpart / value;
            case AT_MOST_TIMES, AT_LEAST_SHARE, UNDER -> value / counterpart;
        };
    }

    public boolean met(double value, double counterpart) {
        double ratio = ratio(value, counterpart);
        return switch (comparison) {
            case TIMES_LESS, AT_LEAST_SHARE -> ratio >= bound;
            case AT_MOST_TIMES -> ratio <= bound;
            case UNDER -> value < bound;
        };
    }

    @Override
    public String toString() {
        String number =
                bound == Math.rint(bound) ? Long.toString((long) bound) : String.format(Locale.ROOT, "%s", bound);
        return switch (comparison) {
            case TIMES_LESS -> "at least " + number + " times less";
            case AT_MOST_TIMES -> "at most " + number + " times";
            case AT_LEAST_SHARE -> "at least " + number + " of it";
            case UNDER -> "under " + number;
        };
    }
}
