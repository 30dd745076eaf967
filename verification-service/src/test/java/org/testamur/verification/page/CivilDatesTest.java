package org.testamur.verification.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CivilDatesTest {

    private static final CivilDates TALLINN = new CivilDates(ZoneId.of("Europe/Tallinn"));

    @Test
    void aDayIsTheInstitutionsDayAsTextAndForMachines() {
        assertThat(TALLINN.day(Instant.parse("2026-11-28T22:00:00Z")))
                .isEqualTo(new CivilDates.Written("29 November 2026", "2026-11-29"));
        assertThat(TALLINN.day(Instant.parse("2029-11-28T21:59:59Z")))
                .isEqualTo(new CivilDates.Written("28 November 2029", "2029-11-28"));
        assertThat(new CivilDates(ZoneId.of("Pacific/Auckland"))
                        .day(Instant.parse("2026-11-28T11:00:00Z"))
                        .machine())
                .isEqualTo("2026-11-29");
    }

    @Test
    void aTimeNamesItsPlace() {
        assertThat(TALLINN.time(Instant.parse("2026-11-29T19:46:10.123456Z")))
                .isEqualTo(
                        new CivilDates.Written("29 November 2026 at 21:46, Tallinn time", "2026-11-29T21:46:10+02:00"));
        assertThat(new CivilDates(ZoneId.of("America/Argentina/Buenos_Aires"))
                        .time(Instant.EPOCH)
                        .text())
                .isEqualTo("31 December 1969 at 21:00, Buenos Aires time");
        assertThat(new CivilDates(ZoneId.of("UTC")).time(Instant.EPOCH).text()).endsWith("UTC");
        assertThat(new CivilDates(ZoneId.of("Etc/GMT+3")).time(Instant.EPOCH).text())
                .endsWith("at 21:00, UTC-03:00");
    }
}
