package org.testamur.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CivilDatesTest {

    private static final CivilDates TALLINN = english("Europe/Tallinn");

    @Test
    void aDayIsTheInstitutionsDayAsTextAndForMachines() {
        assertThat(TALLINN.day(Instant.parse("2026-11-28T22:00:00Z")))
                .isEqualTo(new CivilDates.Written("29 November 2026", "2026-11-29"));
        assertThat(TALLINN.day(Instant.parse("2029-11-28T21:59:59Z")))
                .isEqualTo(new CivilDates.Written("28 November 2029", "2029-11-28"));
        assertThat(english("Pacific/Auckland")
                        .day(Instant.parse("2026-11-28T11:00:00Z"))
                        .machine())
                .isEqualTo("2026-11-29");
    }

    @Test
    void aTimeNamesItsPlace() {
        assertThat(TALLINN.time(Instant.parse("2026-11-29T19:46:10.123456Z")))
                .isEqualTo(
                        new CivilDates.Written("29 November 2026 at 21:46, Tallinn time", "2026-11-29T21:46:10+02:00"));
        assertThat(english("America/Argentina/Buenos_Aires").time(Instant.EPOCH).text())
                .isEqualTo("31 December 1969 at 21:00, Buenos Aires time");
        assertThat(english("UTC").time(Instant.EPOCH).text()).endsWith("UTC");
        assertThat(english("Etc/GMT+3").time(Instant.EPOCH).text()).endsWith("at 21:00, UTC-03:00");
    }

    @Test
    void aTimeIsWrittenAsItsReadersWriteIt() {
        Instant at = Instant.parse("2026-11-29T19:46:10Z");
        assertThat(dates("Europe/Tallinn", PageLanguage.ESTONIAN).time(at).text())
                .isEqualTo("29. november 2026 kell 21.46 (Tallinn)");
        assertThat(dates("Europe/Oslo", PageLanguage.NORWEGIAN).time(at).text())
                .isEqualTo("29. november 2026 kl. 20.46 (Oslo)");
        assertThat(dates("Europe/Berlin", PageLanguage.GERMAN).time(at).text())
                .isEqualTo("29. November 2026 um 20:46 Uhr (Berlin)");
        assertThat(dates("America/Buenos_Aires", PageLanguage.SPANISH).time(at).text())
                .isEqualTo("29 de noviembre de 2026 a las 16:46 (Buenos Aires)");
        assertThat(dates("Europe/Oslo", PageLanguage.ARABIC).time(at))
                .isEqualTo(new CivilDates.Written(
                        "29 نوفمبر 2026، الساعة 20:46 بتوقيت Oslo", "2026-11-29T20:46:10+01:00"));
    }

    @Test
    void aNameKeepsItsDirectionWithinASentence() {
        assertThat(BidiText.isolated("Northfield", PageLanguage.ENGLISH)).isEqualTo("Northfield");
        assertThat(BidiText.isolated("Northfield", PageLanguage.ARABIC)).isEqualTo("\u2068Northfield\u2069");
        assertThat(BidiText.isolated("ليلى", PageLanguage.ARABIC)).isEqualTo("ليلى");
        assertThat(BidiText.isolated("ليلى (2)", PageLanguage.ENGLISH)).isEqualTo("\u2068ليلى (2)\u2069");
    }

    private static CivilDates english(String zone) {
        return dates(zone, PageLanguage.ENGLISH);
    }

    private static CivilDates dates(String zone, PageLanguage language) {
        return new CivilDates(ZoneId.of(zone), language);
    }
}
