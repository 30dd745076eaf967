package org.testamur.catalog.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintsTest {

    @ParameterizedTest
    @ValueSource(strings = {"en", "et", "ar", "en-GB", "zh-Hant", "zh-Hant-TW", "es-419", "sma", "he"})
    void languageTagsInCanonicalFormPass(String tag) {
        assertThat(new LanguageTag.LanguageTagCheck().fault(tag)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "english",
                "xx",
                "en_GB",
                "en-",
                "und-",
                "de-1996",
                "i-klingon",
                "x-private",
                "en-u-ca-greek",
                "e",
                "12"
            })
    void otherLanguageTagsDoNot(String tag) {
        assertThat(new LanguageTag.LanguageTagCheck().fault(tag)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EN", "en-gb", "zh-hant-tw", "iw"})
    void languageTagsInAnotherFormAreToldTheRightOne(String tag) {
        assertThat(new LanguageTag.LanguageTagCheck().fault(tag))
                .get()
                .asString()
                .startsWith("must be written ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EE", "NO", "NZ", "AU"})
    void countriesPass(String code) {
        assertThat(new CountryCode.CountryCodeCheck().fault(code)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ee", "EST", "XX", "UK", "Estonia"})
    void otherCountriesDoNot(String code) {
        assertThat(new CountryCode.CountryCodeCheck().fault(code)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "NOK", "JPY", "KWD"})
    void currenciesPass(String code) {
        assertThat(new CurrencyCode.CurrencyCodeCheck().fault(code)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "ZZZ", "€"})
    void otherCurrenciesDoNot(String code) {
        assertThat(new CurrencyCode.CurrencyCodeCheck().fault(code)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Tallinn", "Europe/Oslo", "America/Argentina/Ushuaia", "UTC"})
    void timeZonesPass(String name) {
        assertThat(new TimeZoneName.TimeZoneNameCheck().fault(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Europe/Atlantis", "+02:00", "europe/tallinn", "SystemV/PST8"})
    void otherTimeZonesDoNot(String name) {
        assertThat(new TimeZoneName.TimeZoneNameCheck().fault(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://northfield.example/", "https://localhost:8443", "https://x.example/a?b=c#d"})
    void httpsAddressesPass(String url) {
        assertThat(new HttpsUrl.HttpsUrlCheck().fault(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://northfield.example/",
                "https:///path",
                "https:northfield.example",
                "javascript:alert(1)",
                "https://user:secret@northfield.example/",
                "https://north field.example/",
                "northfield.example",
                "//northfield.example"
            })
    void otherAddressesDoNot(String url) {
        assertThat(new HttpsUrl.HttpsUrlCheck().fault(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://data.europa.eu/esco/skill/S5", "https://example.org/skill"})
    void idsOfSkillsMayBeHttp(String url) {
        assertThat(new WebUrl.WebUrlCheck().fault(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:isbn:1", "ftp://example.org/", "javascript:alert(1)", "S5"})
    void otherIdsOfSkillsDoNot(String url) {
        assertThat(new WebUrl.WebUrlCheck().fault(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P3Y", "P18M", "P2W", "P1Y6M", "P1D", "P100Y"})
    void periodsPass(String period) {
        assertThat(new PositivePeriod.PositivePeriodCheck().fault(period)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "P0D",
                "P-1Y",
                "-P1Y",
                "P1Y-1M",
                "PT24H",
                "3 years",
                "P101Y",
                "P99999999999Y",
                "P2147483647D",
                "p3y"
            })
    void otherPeriodsDoNot(String period) {
        assertThat(new PositivePeriod.PositivePeriodCheck().fault(period)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"harbour.localhost:8443", "badges.example.edu", "localhost", "xn--bcher-kva.example"})
    void hostsPass(String host) {
        assertThat(new HostName.HostNameCheck().fault(host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Badges.example.edu",
                "badges.example.edu/path",
                "https://badges.example.edu",
                "badges..edu",
                "-badges.edu",
                "bücher.example",
                "badges.example.edu:",
                "badges.example.edu:0",
                "badges.example.edu:65536",
                "a:b:c",
                "user@host",
                "127.0.0.1",
                "10.0.0.1:8443",
                "badges.example.edu:443"
            })
    void otherHostsDoNot(String host) {
        assertThat(new HostName.HostNameCheck().fault(host)).isPresent();
    }
}
