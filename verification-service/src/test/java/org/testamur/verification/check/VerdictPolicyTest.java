package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
        assertThat(VerdictPolicy.dates(FROM, UNTIL, Instant.parse(now)).code()).isEqualTo(code);
    }

    @Test
    void withoutDatesNothingIsOutOfThem() {
        assertThat(VerdictPolicy.dates(null, null, FROM).hasPassed()).isTrue();
        assertThat(VerdictPolicy.dates(FROM, null, UNTIL).hasPassed()).isTrue();
        assertThat(VerdictPolicy.dates(null, UNTIL, FROM).hasPassed()).isTrue();
    }

    @Test
    void datesThatContradictEachOtherFail() {
        assertThat(VerdictPolicy.dates(UNTIL, FROM, FROM).code()).isEqualTo("dates-contradict");
    }

    @Test
    void allPassedIsValid() {
        assertThat(VerdictPolicy.verdict(passed())).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @EnumSource(
            value = Check.Name.class,
            names = {"SCHEMA", "PROOF", "ISSUER"})
    void whatCannotBeTrustedIsInvalidWhateverElseIsWrong(Check.Name name) {
        for (boolean failed : new boolean[] {true, false}) {
            List<Check> checks = passed();
            replace(checks, Check.failed(Check.Name.STATUS, VerdictPolicy.REVOKED, "Revoked."));
            replace(checks, Check.failed(Check.Name.DATES, VerdictPolicy.EXPIRED, "Expired."));
            replace(checks, failed ? Check.failed(name, "x", "No.") : Check.notChecked(name, "x", "Not checked."));
            assertThat(VerdictPolicy.verdict(checks)).isEqualTo(Verdict.INVALID);
        }
    }

    @Test
    void revocationWeighsMoreThanExpiry() {
        List<Check> checks = passed();
        replace(checks, Check.failed(Check.Name.STATUS, VerdictPolicy.REVOKED, "Revoked."));
        replace(checks, Check.failed(Check.Name.DATES, VerdictPolicy.EXPIRED, "Expired."));
        assertThat(VerdictPolicy.verdict(checks)).isEqualTo(Verdict.REVOKED);
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS, superseded, SUPERSEDED",
        "STATUS, suspended, SUSPENDED",
        "DATES, not-yet-issued, NOT_YET_VALID",
        "STATUS, not-recorded, INVALID",
        "DATES, expired, EXPIRED",
        "DATES, not-yet-valid, NOT_YET_VALID",
        "DATES, date-unreadable, INVALID"
    })
    void eachReasonHasItsWord(Check.Name name, String code, Verdict verdict) {
        List<Check> checks = passed();
        replace(checks, Check.failed(name, code, "No."));
        assertThat(VerdictPolicy.verdict(checks)).isEqualTo(verdict);
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
