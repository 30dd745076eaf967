package org.testamur.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void medianIsTheMiddleOneWhateverTheOrder() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Statistics.median(List.of(7.0))).isEqualTo(7);
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Statistics.median(List.of(1.0, 100.0, 3.0, 2.0))).isEqualTo(2.5);
    }

    @Test
    void medianIsNotMovedByOneRoundThatWasDisturbed() {
        assertThat(Statistics.median(List.of(10.0, 10.0, 10.0, 10.0, 1000.0))).isEqualTo(10);
    }

    @Test
    void spreadIsLargestLessSmallestAsAShareOfTheMedian() {
        assertThat(Statistics.spread(List.of(9.0, 10.0, 12.0))).isCloseTo(0.3, within(1e-12));
        assertThat(Statistics.spread(List.of(4.0, 4.0))).isZero();
        assertThat(Statistics.spread(List.of(0.0, 0.0, 1.0))).isZero();
    }

    @Test
    void percentileIsTheSmallestValueThatSoManyDoNotExceed() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();
        assertThat(Statistics.percentile(hundred, 99)).isEqualTo(99);
        assertThat(Statistics.percentile(hundred, 50)).isEqualTo(50);
        assertThat(Statistics.percentile(hundred, 100)).isEqualTo(100);
        assertThat(Statistics.percentile(hundred, 0.1)).isEqualTo(1);
        assertThat(Statistics.percentile(List.of(3.0), 99)).isEqualTo(3);
    }

    @Test
    void nothingHasNoMedianAndNoPercentile() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.percentile(List.of(1.0), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(0, 1, 1));
    }

    @Test
    void sampleGivesCostPerOperation() {
        Sample sample = new Sample(1000, 2, 0.5);
        assertThat(sample.cpuMicros()).isCloseTo(500, within(1e-9));
        assertThat(sample.wallMicros()).isCloseTo(2000, within(1e-9));
        assertThat(sample.perSecond()).isCloseTo(500, within(1e-9));
    }
}
