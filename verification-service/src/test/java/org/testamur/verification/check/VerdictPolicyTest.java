package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.dataintegrity.DateTimeStamp;

class VerdictPolicyTest {

    private static final Instant FROM = Instant.parse("2026-11-20T09:00:00Z");
    private static final Instant UNTIL = Instant.parse("2029-11-20T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T08:59:59.999Z, not-yet-valid",
        "2026-11-20T09:00:00Z, within-dates",
        "2029-11-19T23:59:59.999Z, within-dates",
        "2029-11-20T00:00:00Z, expired",
        "2035-01-01T00:00:00Z, expired"
    })
    void validityIncludesItsFirstInstantAndNotItsLast(String now, String code) {
        assertThat(dates(FROM, UNTIL, Instant.parse(now)).code()).isEqualTo(code);
    }

    @Test
    void withoutDatesNothingIsOutOfThem() {
        assertThat(dates(null, null, FROM).hasPassed()).isTrue();
        assertThat(dates(FROM, null, UNTIL).hasPassed()).isTrue();
        assertThat(dates(null, UNTIL, FROM).hasPassed()).isTrue();
    }

    @Test
    void datesThatContradictEachOtherFail() {
        assertThat(dates(UNTIL, FROM, FROM).code()).isEqualTo("dates-contradict");
    }

    /** One row for what each check may say beside others that pass, and for how two weigh against each other. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
        all passed                                                       | valid
        schema failed data-model                                         | invalid
        proof failed signature-mismatch, issuer open no-proof-holds      | invalid
        proof failed no-proof, issuer open issuer-not-known              | invalid
        issuer failed signed-by-other                                    | invalid
        issuer failed key-compromised                                    | invalid
        issuer failed id-of-another-issuer                               | invalid
        proof open issuer-not-known, issuer open issuer-not-known        | cannot-tell
        proof open unknown-cryptosuite, issuer open no-proof-holds       | cannot-tell
        proof open context-not-known, issuer open no-proof-holds         | cannot-tell
        schema open form-not-supported, proof open form-not-supported    | cannot-tell
        status failed revoked                                            | revoked
        status failed suspended                                          | suspended
        status failed superseded                                         | superseded
        status failed erased                                             | invalid
        status failed status-malformed                                   | invalid
        status open not-recorded                                         | cannot-tell
        status open not-recorded-then                                    | cannot-tell
        status open status-not-fetched                                   | cannot-tell
        status open status-not-known                                     | cannot-tell
        status open status-list-unusable                                 | cannot-tell
        dates failed expired                                             | expired
        dates failed not-yet-valid                                       | not-yet-valid
        dates failed not-yet-issued                                      | not-yet-valid
        dates failed date-unreadable                                     | invalid
        dates failed dates-contradict                                    | invalid
        status failed revoked, dates failed expired                      | revoked
        status failed suspended, dates failed not-yet-valid              | suspended
        status open status-not-fetched, dates failed expired             | expired
        status open status-not-fetched, dates failed date-unreadable     | invalid
        issuer open issuer-not-known, dates failed expired               | cannot-tell
        issuer open issuer-not-known, status failed revoked              | cannot-tell
        issuer open issuer-not-known, dates failed dates-contradict      | invalid
        proof failed signature-mismatch, status failed revoked           | invalid
        schema failed schema, issuer open issuer-not-known               | invalid
        """)
    void noMoreIsSaidThanWasFound(String found, String verdict) {
        List<Check> checks = passed();
        if (!found.equals("all passed")) {
            for (String one : found.split(", ")) {
                String[] words = one.split(" ");
                Check.Name name = Check.Name.valueOf(words[0].toUpperCase(Locale.ROOT));
                replace(
                        checks,
                        words[1].equals("failed")
                                ? Check.failed(name, words[2], "No.")
                                : Check.notChecked(name, words[2], "Not checked."));
            }
        }
        assertThat(VerdictPolicy.verdict(checks).text()).isEqualTo(verdict);
    }

    private static Check dates(@Nullable Instant from, @Nullable Instant until, Instant now) {
        return VerdictPolicy.dates(
                from == null ? null : DateTimeStamp.of(from), until == null ? null : DateTimeStamp.of(until), now);
    }

    @Test
    void aMomentShorterThanJavaCanTellStillCounts() {
        DateTimeStamp later =
                DateTimeStamp.parse("2026-11-20T09:00:00.0000000001Z").orElseThrow();
        assertThat(VerdictPolicy.dates(later, null, FROM).code()).isEqualTo(VerdictPolicy.NOT_YET_VALID);
        assertThat(VerdictPolicy.dates(null, later, FROM).hasPassed()).isTrue();
    }

    private static List<Check> passed() {
        List<Check> checks = new ArrayList<>();
        for (Check.Name name : Check.Name.values()) {
            checks.add(Check.passed(name, "fine", "Fine."));
        }
        return checks;
    }

    private static void replace(List<Check> checks, Check check) {
        checks.replaceAll(old -> old.name() == check.name() ? check : old);
    }
}
