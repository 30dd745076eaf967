package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.local.RestartPolicy.Look;

class RestartPolicyTest {

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private final RestartPolicy policy = new RestartPolicy(0);

    @Test
    void aPartThatSaysThriceThatItIsNotLiveIsRestartedOnce() {
        assertFalse(policy.isDue(Look.DEAD, seconds(5)));
        assertFalse(policy.isDue(Look.DEAD, seconds(10)));
        assertTrue(policy.isDue(Look.DEAD, seconds(15)));
        assertFalse(policy.isDue(Look.DEAD, seconds(20)));
    }

    @Test
    void aGoodAnswerForgetsTheBadOnes() {
        for (int i = 0; i < 100; i++) {
            assertFalse(policy.isDue(Look.DEAD, seconds(i * 15L)));
            assertFalse(policy.isDue(Look.DEAD, seconds(i * 15L + 5)));
            assertFalse(policy.isDue(Look.LIVE, seconds(i * 15L + 10)));
        }
    }

    @Test
    void silenceIsBorneForAMinute() {
        assertFalse(policy.isDue(Look.SILENT, seconds(60)));
        assertTrue(policy.isDue(Look.SILENT, seconds(61)));
        assertFalse(policy.isDue(Look.SILENT, seconds(66)));
    }

    @Test
    void aPartThatIsStartingIsLeftAloneHoweverLongItTakes() {
        for (int i = 0; i < 100; i++) {
            assertFalse(policy.isDue(Look.STARTING, seconds(i * 5L)));
        }
        assertFalse(policy.isDue(Look.SILENT, seconds(500)));
        assertTrue(policy.isDue(Look.SILENT, seconds(560)));
    }

    @Test
    void aPartThatEndsAgainAndAgainIsStartedAfterPausesThatDouble() {
        List<Long> starts = new ArrayList<>();
        for (long second = 0; second <= 400; second += 5) {
            if (policy.isDue(Look.ENDED, seconds(second))) {
                starts.add(second);
            }
        }
        assertEquals(List.of(0L, 10L, 25L, 50L, 95L, 180L, 345L), starts);
    }

    @Test
    void aPartThatLivedForLongIsStartedAtOnceAgain() {
        assertTrue(policy.isDue(Look.ENDED, seconds(0)));
        assertFalse(policy.isDue(Look.LIVE, seconds(300)));
        assertFalse(policy.isDue(Look.ENDED, seconds(305)));
        assertTrue(policy.isDue(Look.ENDED, seconds(310)));
        assertFalse(policy.isDue(Look.LIVE, seconds(915)));
        assertTrue(policy.isDue(Look.ENDED, seconds(920)));
    }

    @Test
    void itIsRestartedThreeTimesInTenMinutesAtMost() {
        int restarts = 0;
        for (int i = 0; i < 120; i++) {
            restarts += policy.isDue(Look.DEAD, seconds(i * 5L)) ? 1 : 0;
        }
        assertEquals(3, restarts);
        for (int i = 120; i < 240; i++) {
            restarts += policy.isDue(Look.DEAD, seconds(i * 5L)) ? 1 : 0;
        }
        assertEquals(6, restarts);
    }
}
