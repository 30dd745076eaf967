package org.testamur.issuance.badge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidityTest {

    @ParameterizedTest
    @CsvSource({
        // award, period, zone, from, until
        "2026-11-20, P3Y, Europe/Tallinn, 2026-11-20T00:00+02:00, 2029-11-19T23:59:59+02:00",
        "2026-11-20, P18M, Europe/Tallinn, 2026-11-20T00:00+02:00, 2028-05-19T23:59:59+03:00",
        "2026-11-20, P1D, Pacific/Auckland, 2026-11-20T00:00+13:00, 2026-11-20T23:59:59+13:00",
        "2028-02-29, P1Y, UTC, 2028-02-29T00:00Z, 2029-02-27T23:59:59Z",
        "2026-01-31, P1M, Asia/Kolkata, 2026-01-31T00:00+05:30, 2026-02-27T23:59:59+05:30",
        "2026-03-28, P1D, Europe/Tallinn, 2026-03-28T00:00+02:00, 2026-03-28T23:59:59+02:00",
    })
    void lastsFromTheFirstSecondToTheLastOfCivilDays(
            LocalDate awarded, Period period, ZoneId zone, String from, String until) {
        Validity validity = Validity.of(awarded, period, zone);

        assertEquals(from, validity.from().toString());
        assertEquals(until, String.valueOf(validity.until()));
    }

    @ParameterizedTest
    @CsvSource({"P1D", "P1W", "P1M", "P6M", "P1Y", "P3Y", "P10Y"})
    void neverASecondLongerThanStatedOnAnyDayOfFourYears(Period period) {
        ZoneId zone = ZoneId.of("Europe/Tallinn");
        LocalDate first = LocalDate.of(2026, 1, 1);
        for (int day = 0; day < 4 * 366; day++) {
            LocalDate awarded = first.plusDays(day);
            var until = present(Validity.of(awarded, period, zone).until());
            assertTrue(
                    until.isBefore(awarded.plus(period).atStartOfDay(zone).toOffsetDateTime()),
                    awarded + " + " + period);
        }
    }

    @Test
    void withoutAPeriodItLasts() {
        assertNull(
                Validity.of(LocalDate.of(2026, 11, 20), null, ZoneId.of("UTC")).until());
        assertNull(Validity.of(LocalDate.of(2026, 11, 20), Period.ZERO, ZoneId.of("UTC"))
                .until());
    }

    @Test
    void aDayThatBeginsLateBeginsWhenItDoes() {
        // In Havana, midnight of this day did not happen: clocks went from 0:00 to 1:00.
        assertEquals(
                "2026-03-08T01:00-04:00",
                Validity.of(LocalDate.of(2026, 3, 8), null, ZoneId.of("America/Havana"))
                        .from()
                        .toString());
    }

    private static <T> T present(@org.jspecify.annotations.Nullable T value) {
        assertNotNull(value);
        return java.util.Objects.requireNonNull(value);
    }
}
