package org.testamur.platform.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockPolicyTest {

    private static final Instant ASKED = Instant.parse("2026-11-30T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "60, 0", "-60, 0", "80, 20", "30, 90", "-60, 90"})
    void aMinuteIsToleratedAndSoIsWhatTheAnswerTook(long database, long answered) {
        assertThat(fault(database, answered)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-75, 0, clock is 75 s ahead of the database's",
        "-61, 90, clock is 61 s ahead of the database's",
        "61, 0, clock is 61 s behind the database's",
        "100, 20, clock is 80 s behind the database's"
    })
    void moreThanAMinuteIsToldWithItsSide(long database, long answered, String told) {
        assertThat(fault(database, answered)).get().asString().contains(told);
    }

    @Test
    void aFractionAboveAMinuteIsMore() {
        assertThat(ClockPolicy.fault(ASKED, ASKED.plusSeconds(60).plusNanos(1), ASKED))
                .isPresent();
    }

    private static Optional<String> fault(long database, long answered) {
        return ClockPolicy.fault(ASKED, ASKED.plusSeconds(database), ASKED.plusSeconds(answered));
    }
}
