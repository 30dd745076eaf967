package org.testamur.platform.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.platform.work.MigrationPolicy.Newest;
import org.testamur.platform.work.MigrationPolicy.Verdict;

class MigrationPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "0.19 12, 0.19 12, Current",
        "0.1 0.19 0.2 1 12 2, 0.19 12, Current",
        "0.18 12, 0.19 12, Behind",
        "0.19 11, 0.19 12, Behind",
        "0.19 9, 0.19 9.1, Behind",
        "0.20 11, 0.19 12, Behind",
        "'', 0.19 12, Behind",
        "0.19, 0.19 1, Behind",
        "0.20 12, 0.19 12, Ahead",
        "0.19 13, 0.19 12, Ahead",
        "0.19 12.1, 0.19 12, Ahead",
        "0.19 10, 0.19 9, Ahead"
    })
    void whatIsMissingCountsBeforeWhatIsUnknown(String applied, String brought, String verdict) {
        assertEquals(verdict, judge(applied, brought).getClass().getSimpleName());
    }

    @Test
    void theSentenceNamesBothSeriesOfBothSides() {
        assertThat(judge("0.18 12", "0.19 12"))
                .isInstanceOfSatisfying(
                        Verdict.Behind.class,
                        behind -> assertThat(behind.sentence())
                                .contains(
                                        "newest migrations are 0.18 (platform) and 12 (service)",
                                        "the release needs 0.19 and 12"));
        assertThat(judge("0.19 13", "0.19 12"))
                .isInstanceOfSatisfying(
                        Verdict.Ahead.class,
                        ahead -> assertThat(ahead.sentence())
                                .contains(
                                        "newest migrations are 0.19 (platform) and 13 (service)",
                                        "the release knows 0.19 and 12"));
        assertThat(judge("", "0.19 12"))
                .isInstanceOfSatisfying(
                        Verdict.Behind.class,
                        behind -> assertThat(behind.sentence())
                                .contains("newest migrations are none (platform) and none (service)"));
    }

    private static Verdict judge(String applied, String brought) {
        return MigrationPolicy.judge(newest(applied), newest(brought));
    }

    private static Newest newest(String versions) {
        return Newest.of(versions.isEmpty() ? List.of() : List.of(versions.split(" ")));
    }
}
