package org.testamur.assessment.batch;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what spreadsheets make of a number or a date where only one reading is possible, and else says what to do. */
final class CsvCell {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
    /** Groups of thousands have three digits, and scores at most two decimals. */
    private static final Pattern DECIMAL_COMMA = Pattern.compile("(-?[0-9]{1,20}),([0-9]{1,2})");

    /** A dot may also be between groups of thousands. */
    private static final Pattern THOUSANDS = Pattern.compile("-?[1-9][0-9]{0,2}\\.[0-9]{3}");

    private static final DateTimeFormatter DOTTED =
            DateTimeFormatter.ofPattern("d.M.uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern MIDNIGHT = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]0{1,2}:00(:00)?");
    private static final Pattern DAY_NUMBER = Pattern.compile("[0-9]{5}");

    private CsvCell() {}

    /** What a cell says: the value, or why it has none. */
    sealed interface Reading<T> {
        record Of<T>(T value) implements Reading<T> {}

        record Unclear<T>(String detail) implements Reading<T> {}
    }

    static Reading<BigDecimal> score(String cell) {
        if (THOUSANDS.matcher(cell).matches()) {
            return new Reading.Unclear<>(
                    "may be in thousands or have three decimals: format the column as a number with at"
                            + " most two decimals and without thousands separators");
        }
        if (NUMBER.matcher(cell).matches()) {
            return new Reading.Of<>(new BigDecimal(cell));
        }
        Matcher comma = DECIMAL_COMMA.matcher(cell);
        if (comma.matches()) {
            return new Reading.Of<>(new BigDecimal(comma.group(1) + "." + comma.group(2)));
        }
        return new Reading.Unclear<>(
                "must be a number such as 78.5 or 78,5: format the column as a number without thousands"
                        + " separators, percent signs and exponents");
    }

    static Reading<String> date(String cell) {
        return dotted(cell)
                .or(() -> Optional.of(MIDNIGHT.matcher(cell))
                        .filter(Matcher::matches)
                        .map(date -> date.group(1)))
                .<Reading<String>>map(Reading.Of::new)
                .orElseGet(() -> isIso(cell)
                        ? new Reading.Of<>(cell)
                        : new Reading.Unclear<>("is not a date such as 2026-11-30 or 30.11.2026: format the column as "
                                + "YYYY-MM-DD"
                                + (DAY_NUMBER.matcher(cell).matches()
                                        ? "; " + cell + " is a spreadsheet's number of a day"
                                        : cell.indexOf('/') >= 0
                                                ? ", since with slashes day and month can't be told apart"
                                                : "")));
    }

    /** Reads a date with dots, which begins with the day in all regions that use it. */
    private static Optional<String> dotted(String cell) {
        try {
            return Optional.of(LocalDate.parse(cell, DOTTED).toString());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isIso(String cell) {
        try {
            LocalDate.parse(cell);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
