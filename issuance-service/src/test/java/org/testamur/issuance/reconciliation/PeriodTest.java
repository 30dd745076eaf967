package org.testamur.issuance.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.platform.problem.Refusal;

class PeriodTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void absentEndsAreTheWindowBeforeNow() {
        Period period = Period.of(null, "", NOW, Duration.ofDays(30), Duration.ofMinutes(2));
        assertEquals(Instant.parse("2026-10-22T12:00:00Z"), period.from());
        assertEquals(NOW, period.to());
        assertEquals(Instant.parse("2026-11-21T11:58:00Z"), period.older());
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday,",
        "2026-11-20,",
        ",2026-11-20T00:00",
        "2026-11-21T12:00:00Z,2026-11-21T12:00:00Z",
        "2026-11-22T00:00:00Z,",
        "-1000000000-01-01T00:00:00Z,",
        ",+1000000000-12-31T23:59:59Z"
    })
    void whatIsNoPeriodIsRefused(String from, String to) {
        assertThrows(Refusal.class, () -> Period.of(from, to, NOW, Duration.ofDays(30), Duration.ofMinutes(2)));
    }
}
