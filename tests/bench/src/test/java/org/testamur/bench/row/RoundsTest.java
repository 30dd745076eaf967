package org.testamur.bench.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When something is taken for warm. */
class RoundsTest {

    @Test
    void whatGetsCheaperIsNotWarm() {
        assertThat(Rounds.isSteady(List.of(900.0, 500.0, 300.0, 200.0, 150.0, 120.0)))
                .isFalse();
        assertThat(Rounds.isSteady(List.of(150.0, 145.0, 140.0, 135.0, 130.0, 125.0)))
                .isFalse();
    }

    @Test
    void whatDoesNotIsThoughSingleRoundsAreDear() {
        assertThat(Rounds.isSteady(List.of(900.0, 100.0, 101.0, 99.0, 100.0, 130.0, 98.0)))
                .isTrue();
    }

    @Test
    void nothingIsKnownOfAFewRounds() {
        assertThat(Rounds.isSteady(List.of(100.0, 100.0, 100.0))).isFalse();
    }
}
