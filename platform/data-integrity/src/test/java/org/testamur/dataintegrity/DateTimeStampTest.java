package org.testamur.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeStampTest {

    /** XML Schema 1.1 Part 2, sections 3.3.7.2 and 3.4.28, save that it knows no month's length. */
    private static final Pattern GRAMMAR = Pattern.compile("(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-(0[1-9]|1[0-2])"
            + "-(0[1-9]|[12][0-9]|3[01])T(?:([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(\\.[0-9]+)?"
            + "|24:00:00(?:\\.0+)?)(Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))");

    private static final BigInteger CYCLE = BigInteger.valueOf(400);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T09:00:00Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T24:00:00.000+14:00",
                "12026-11-20T09:00:00Z",
                "-0044-03-15T12:00:00-14:00",
                "0000-02-29T00:00:00Z",
                "-0000-01-01T00:00:00Z",
                "123456789012345678901234567890-01-01T00:00:00+00:00",
                "2026-11-20T09:00:00.12345678901234567890Z",
                "2026-11-20T09:00:00-00:00"
            })
    void readsWhatTheDataModelAllows(String text) {
        assertThat(DateTimeStamp.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2026-11-20",
                "2026-11-20T09:00:00",
                "2026-11-20T09:00Z",
                "2026-11-20t09:00:00Z",
                "2026-11-20T09:00:00z",
                "2026-11-20 09:00:00Z",
                " 2026-11-20T09:00:00Z",
                "2026-11-20T09:00:00Z\n",
                "2026-11-20T09:00:00+02",
                "2026-11-20T09:00:00+0200",
                "2026-11-20T09:00:00+15:00",
                "2026-11-20T09:00:00+14:01",
                "2026-11-20T09:00:00+02:60",
                "2026-11-20T09:00:00+02:00:00",
                "2026-11-20T24:00:01Z",
                "2026-11-20T24:00:00.1Z",
                "2026-11-20T25:00:00Z",
                "2026-11-20T09:00:60Z",
                "2026-11-20T09:00:00.Z",
                "2026-11-20T09:00:00,5Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "226-11-20T09:00:00Z",
                "02026-11-20T09:00:00Z",
                "+2026-11-20T09:00:00Z",
                "--2026-11-20T09:00:00Z",
                "2026-W47-5T09:00:00Z",
                "\u0662\u0660\u0662\u0666-11-20T09:00:00Z"
            })
    void refusesEverythingElse(String text) {
        assertThat(DateTimeStamp.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T24:00:00Z, 2026-11-21T00:00:00Z",
        "2026-12-31T24:00:00-14:00, 2027-01-01T14:00:00Z",
        "2026-11-20T09:00:00.5Z, 2026-11-20T09:00:00.500000000000000000Z",
        "2026-11-20T09:00:00+05:30, 2026-11-20T03:30:00Z",
        "-0001-12-31T24:00:00Z, 0000-01-01T00:00:00Z",
        "999999999-12-31T24:00:00Z, 1000000000-01-01T00:00:00Z",
        "99999999999999999999-12-31T24:00:00Z, 100000000000000000000-01-01T00:00:00Z",
        "-100000000000000000000-12-31T23:00:00-01:00, -99999999999999999999-01-01T00:00:00Z"
    })
    void theSameTimeIsEqualHoweverItIsWritten(String one, String other) {
        assertThat(parsed(one)).isEqualTo(parsed(other)).hasSameHashCodeAs(parsed(other));
        assertThat(parsed(one)).isEqualByComparingTo(parsed(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000-01-01T00:00:00Z", "99999999999999999999-01-01T00:00:00Z"})
    void whatJavaCannotHoldIsFarAhead(String text) {
        DateTimeStamp stamp = parsed(text);
        assertThat(stamp.toInstant()).isAfter(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(stamp.toOffsetDateTime().getYear()).isGreaterThan(9999);
        assertThat(stamp.isAfter(Instant.MAX.minusSeconds(400L * 86_400))).isTrue();
        DateTimeStamp back = parsed("-" + text);
        assertThat(back.toInstant()).isBefore(Instant.EPOCH);
        assertThat(back).isLessThan(stamp);
    }

    @Example
    void aMillionDigitsAreReadAtOnce() {
        String digits = "9".repeat(1_000_000);
        long before = cpuTime();
        DateTimeStamp late = parsed(digits + "-12-31T24:00:00." + digits.replace('9', '0') + "Z");
        DateTimeStamp later = parsed("1" + digits.replace('9', '0') + "-01-01T00:00:00." + digits + "Z");
        assertThat(late).isLessThan(later);
        assertThat(Duration.ofNanos(cpuTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    /** Of this thread, whatever else the machine does. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Property(tries = 5_000)
    void everyWordOfTheGrammarIsRead(@ForAll("stamps") String text) {
        Optional<BigDecimal> second = byTheGrammar(text);
        Optional<DateTimeStamp> stamp = DateTimeStamp.parse(text);
        assertThat(stamp.isPresent()).isEqualTo(second.isPresent());
        assertThat(stamp.map(DateTimeStamp::text).orElse(text)).isEqualTo(text);
    }

    @Property(tries = 10_000)
    void nothingElseIsRead(@ForAll("almost") String text) {
        assertThat(DateTimeStamp.parse(text).isPresent())
                .isEqualTo(byTheGrammar(text).isPresent());
    }

    @Property(tries = 5_000)
    void theyAreOrderedAsTheirTimesAre(@ForAll("stamps") String one, @ForAll("stamps") String other) {
        byTheGrammar(one)
                .ifPresent(first -> byTheGrammar(other)
                        .ifPresent(
                                second -> assertThat(Integer.signum(parsed(one).compareTo(parsed(other))))
                                        .isEqualTo(first.compareTo(second))));
    }

    @Property(tries = 5_000)
    void closeTimesAreOrderedToo(@ForAll("close") String one, @ForAll("close") String other) {
        theyAreOrderedAsTheirTimesAre(one, other);
    }

    @Property
    void javaReadsThemAlike(@ForAll("usual") String text) {
        OffsetDateTime java = OffsetDateTime.parse(text);
        assertThat(parsed(text).toInstant()).isEqualTo(java.toInstant());
        assertThat(parsed(text).toOffsetDateTime()).isEqualTo(java);
        assertThat(DateTimeStamp.of(java.toInstant())).isEqualTo(parsed(text));
    }

    @Provide
    Arbitrary<String> usual() {
        return Combinators.combine(
                        Arbitraries.longs().between(-62_000_000_000L, 253_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999),
                        Arbitraries.integers().between(-56, 56))
                .as((second, nano, quarters) -> java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        Instant.ofEpochSecond(second, nano % 3 == 0 ? 0 : nano)
                                .atOffset(java.time.ZoneOffset.ofTotalSeconds(quarters * 900))))
                // Java leaves out seconds that are none only in toString.
                .filter(text -> byTheGrammar(text).isPresent());
    }

    @Provide
    Arbitrary<String> stamps() {
        Arbitrary<String> year = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 9999).map(y -> "%04d".formatted(y)),
                Arbitraries.of("0000", "0400", "1900", "2000", "999999999", "1000000000", "999999999999999999999"),
                Combinators.combine(
                                Arbitraries.chars().range('1', '9'),
                                Arbitraries.strings().numeric().ofMinLength(4).ofMaxLength(30))
                        .as((first, rest) -> first + rest));
        return built(
                year,
                Arbitraries.integers().between(1, 12),
                Arbitraries.integers().between(1, 31));
    }

    /** About the ends of years and eras. */
    @Provide
    Arbitrary<String> close() {
        return built(
                Arbitraries.of(
                        "0000",
                        "0001",
                        "999999999",
                        "1000000000",
                        "1000000001",
                        "999999999999999999999999999",
                        "1000000000000000000000000000"),
                Arbitraries.of(1, 12),
                Arbitraries.of(1, 31));
    }

    private static Arbitrary<String> built(Arbitrary<String> year, Arbitrary<Integer> month, Arbitrary<Integer> day) {
        Arbitrary<String> time = Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.integers().between(0, 23),
                                Arbitraries.integers().between(0, 59),
                                Arbitraries.integers().between(0, 59))
                        .as((h, m, s) -> "%02d:%02d:%02d".formatted(h, m, s)),
                Arbitraries.of("24:00:00", "23:59:59", "00:00:00"));
        Arbitrary<String> fraction = Arbitraries.oneOf(
                Arbitraries.of("", "", ".0", ".000"),
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25).map(digits -> "." + digits));
        Arbitrary<String> offset = Arbitraries.oneOf(
                Arbitraries.of("Z", "+14:00", "-14:00", "-00:00", "+00:00"),
                Combinators.combine(
                                Arbitraries.of("+", "-"),
                                Arbitraries.integers().between(0, 13),
                                Arbitraries.integers().between(0, 59))
                        .as((sign, h, m) -> "%s%02d:%02d".formatted(sign, h, m)));
        return Combinators.combine(Arbitraries.of("", "", "-"), year, month, day, time, fraction, offset)
                .as((sign, y, m, d, t, f, o) -> "%s%s-%02d-%02dT%s%s%s".formatted(sign, y, m, d, t, f, o));
    }

    @Provide
    Arbitrary<String> almost() {
        Arbitrary<Character> odd = Arbitraries.oneOf(
                Arbitraries.of(
                        "0123456789-+:.TZtz ,".chars().mapToObj(c -> (char) c).toList()),
                Arbitraries.chars());
        return Combinators.combine(
                        stamps(),
                        Arbitraries.integers().between(0, 60),
                        odd,
                        Arbitraries.integers().between(0, 3))
                .as((text, place, character, way) -> {
                    int at = Math.min(place, text.length() - 1);
                    return switch (way) {
                        case 0 -> text.substring(0, at) + character + text.substring(at + 1);
                        case 1 -> text.substring(0, at) + character + text.substring(at);
                        case 2 -> text.substring(0, at) + text.substring(at + 1);
                        default -> text.substring(0, at);
                    };
                });
    }

    /** Seconds since the year 0, by the grammar and by arithmetic without bounds. */
    private static Optional<BigDecimal> byTheGrammar(String text) {
        Matcher parts = GRAMMAR.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        BigInteger year = new BigInteger(parts.group(1));
        BigInteger[] cycles = year.divideAndRemainder(CYCLE);
        if (cycles[1].signum() < 0) {
            cycles = new BigInteger[] {cycles[0].subtract(BigInteger.ONE), cycles[1].add(CYCLE)};
        }
        int month = Integer.parseInt(parts.group(2));
        int day = Integer.parseInt(parts.group(3));
        LocalDate first = LocalDate.of(cycles[1].intValue(), month, 1);
        if (day > first.lengthOfMonth()) {
            return Optional.empty();
        }
        long days = first.toEpochDay() + day - 1 - LocalDate.of(0, 1, 1).toEpochDay();
        long seconds = parts.group(4) == null
                ? 86_400
                : Integer.parseInt(parts.group(4)) * 3600L
                        + Integer.parseInt(parts.group(5)) * 60L
                        + Integer.parseInt(parts.group(6));
        String offset = parts.group(8);
        if (!offset.equals("Z")) {
            long east = Integer.parseInt(offset.substring(1, 3)) * 3600L + Integer.parseInt(offset.substring(4)) * 60L;
            seconds -= offset.startsWith("-") ? -east : east;
        }
        return Optional.of(new BigDecimal(cycles[0].multiply(BigInteger.valueOf(146_097L * 86_400)))
                .add(BigDecimal.valueOf(days * 86_400 + seconds))
                .add(parts.group(7) == null ? BigDecimal.ZERO : new BigDecimal("0" + parts.group(7))));
    }

    private static DateTimeStamp parsed(String text) {
        return DateTimeStamp.parse(text).orElseThrow();
    }
}
