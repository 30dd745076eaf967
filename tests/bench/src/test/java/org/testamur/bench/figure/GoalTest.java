package org.testamur.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {

    @Test
    void timesLessLooksAtHowOftenTheCounterpartCostsMore() {
        Goal goal = Goal.timesLess(50);
        assertThat(goal.ratio(100, 5000)).isEqualTo(50);
        assertThat(goal.met(100, 5000)).isTrue();
        assertThat(goal.met(101, 5000)).isFalse();
    }

    @Test
    void atMostTimesIsMetByLess() {
        Goal goal = Goal.atMostTimes(2);
        assertThat(goal.ratio(16, 8)).isEqualTo(2);
        assertThat(goal.met(16, 8)).isTrue();
        assertThat(goal.met(16.1, 8)).isFalse();
    }

    @Test
    void atLeastShareIsMetByMore() {
        Goal goal = Goal.atLeastShare(0.5);
        assertThat(goal.ratio(4500, 9000)).isEqualTo(0.5);
        assertThat(goal.met(4500, 9000)).isTrue();
        assertThat(goal.met(4499, 9000)).isFalse();
    }

    @Test
    void underLooksAtTheValueAlone() {
        assertThat(Goal.under(1).met(0.99, 0.1)).isTrue();
        assertThat(Goal.under(1).met(1, 100)).isFalse();
    }

    @Test
    void goalIsSaidInWords() {
        assertThat(List.of(Goal.timesLess(50), Goal.atMostTimes(2), Goal.atLeastShare(0.5), Goal.under(1)))
                .map(Goal::toString)
                .containsExactly("at least 50 times less", "at most 2 times", "at least 0.5 of it", "under 1");
    }

    @Test
    void figureIsMadeOfMediansOfItsRounds() {
        Figure figure = new Figure.Title("issue", "µs", "somebody else", Goal.timesLess(10))
                .of(
                        new Series(List.of(round(10), round(30), round(11))),
                        new Series(List.of(round(100), round(110), round(120))),
                        Sample::cpuMicros,
                        true,
                        "");
        assertThat(figure.value()).isEqualTo(11);
        assertThat(figure.counterpartValue()).isEqualTo(110);
        assertThat(figure.ratio()).isEqualTo(10);
        assertThat(figure.met()).isTrue();
        assertThat(figure.rounds()).isEqualTo(3);
        assertThat(figure.spread()).isEqualTo(20.0 / 11);
        JsonNode json = Report.json(figure);
        assertThat(json.properties())
                .extracting(java.util.Map.Entry::getKey)
                .contains(
                        "name",
                        "value",
                        "unit",
                        "counterpart",
                        "counterpartValue",
                        "ratio",
                        "goal",
                        "met",
                        "rounds",
                        "spread",
                        "saturated",
                        "note");
        assertThat(json.path("ratio").asDouble()).isEqualTo(10);
        assertThat(json.path("met").asBoolean()).isTrue();
    }

    @Test
    void whatWasNotMeasuredHasNoValueAndMeetsNothing() {
        Figure figure = new Figure.Title("issue", "µs", "somebody else", Goal.atMostTimes(10)).missing("no such thing");
        assertThat(figure.met()).isFalse();
        assertThat(figure.ratio()).isNull();
        JsonNode json = Report.json(figure);
        assertThat(json.path("value").isNull()).isTrue();
        assertThat(json.path("met").asBoolean()).isFalse();
        assertThat(json.path("note").asText()).isEqualTo("not measured: no such thing");
    }

    private static Sample round(double cpuMicros) {
        return new Sample(1_000_000, 1, cpuMicros);
    }
}
