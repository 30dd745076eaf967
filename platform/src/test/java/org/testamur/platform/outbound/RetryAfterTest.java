package org.testamur.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void readsSecondsAndDates() {
        assertThat(RetryAfter.parse("120", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse(" 0 ", NOW)).isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.parse("Sat, 21 Nov 2026 10:00:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.parse("99999999999999999999", NOW)).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void nonsenseAndThePastAreNoWish() {
        for (String header : new String[] {"", "soon", "-5", "1.5", "Sat, 21 Nov 2026 09:00:00 GMT", "١٢"}) {
            assertThat(RetryAfter.parse(header, NOW)).as(header).isNull();
        }
        assertThat(RetryAfter.parse(null, NOW)).isNull();
    }
}
