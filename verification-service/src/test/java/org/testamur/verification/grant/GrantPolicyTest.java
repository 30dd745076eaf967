package org.testamur.verification.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class GrantPolicyTest {

    private static final GrantPolicy POLICY = new GrantPolicy(3);
    private static final ZoneId TALLINN = ZoneId.of("Europe/Tallinn");
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    /** Half past eleven in the evening in UTC: the next day in both zones. */
    private static final Instant NOW = Instant.parse("2026-11-29T23:30:00Z");

    @Test
    void todayIsTheInstitutionsDay() {
        assertThat(POLICY.fault(LocalDate.parse("2026-11-30"), TALLINN, NOW)).isEmpty();
        assertThat(POLICY.fault(LocalDate.parse("2026-11-29"), TALLINN, NOW)).contains("is over: today is 2026-11-30");
        assertThat(POLICY.fault(LocalDate.parse("2026-11-29"), ZoneId.of("UTC"), NOW))
                .isEmpty();
    }

    @Test
    void theLastDayIsThreeYearsAwayAtMost() {
        assertThat(POLICY.fault(LocalDate.parse("2029-11-30"), TALLINN, NOW)).isEmpty();
        assertThat(POLICY.fault(LocalDate.parse("2029-12-01"), TALLINN, NOW))
                .hasValueSatisfying(fault -> assertThat(fault).contains("2029-11-30"));
        assertThat(POLICY.fault(LocalDate.MAX, TALLINN, NOW)).isPresent();
        assertThat(POLICY.fault(LocalDate.MIN, TALLINN, NOW)).isPresent();
    }

    @Test
    void theLastDayIsGrantedToItsEnd() {
        assertThat(POLICY.endsAt(LocalDate.parse("2027-06-30"), TALLINN)).isEqualTo("2027-06-30T21:00:00Z");
        assertThat(POLICY.endsAt(LocalDate.parse("2027-06-30"), AUCKLAND)).isEqualTo("2027-06-30T12:00:00Z");
        // The clocks go forward at midnight: the day ends where the next one begins.
        assertThat(POLICY.endsAt(LocalDate.parse("2024-03-30"), ZoneId.of("Asia/Beirut")))
                .isEqualTo("2024-03-30T22:00:00Z");
    }
}
