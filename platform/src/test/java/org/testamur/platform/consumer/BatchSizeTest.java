package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private final BatchSize size = new BatchSize();

    @Test
    void oneFailureIsBadLuck() {
        size.failed(500, 0);
        assertEquals(500, size.most(500));
    }

    @Test
    void whatFailsEveryTimeIsDownToSingleRecordsAfterSixFailures() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            size.failed(size.most(500), 0);
            sizes.add(size.most(500));
        }
        assertEquals(List.of(500, 125, 31, 7, 1, 1), sizes);
    }

    @Test
    void someSuccessesBetweenDoNotHideFailures() {
        for (int i = 0; i < 5; i++) {
            size.failed(size.most(500), 0);
            for (int success = 0; success < 9; success++) {
                assertFalse(size.succeeded(500));
            }
        }
        assertEquals(1, size.most(500));
    }

    @Test
    void itIsAsLargeAsEverAfterFiftySuccesses() {
        for (int i = 0; i < 20; i++) {
            size.failed(size.most(500), 0);
        }
        int successes = 1;
        while (!size.succeeded(500)) {
            successes++;
        }
        assertEquals(50, successes);
        assertEquals(500, size.most(500));
    }

    @Test
    void aRecordThatFailsAloneMakesNoBatchSmaller() {
        for (int i = 0; i < 5; i++) {
            size.failed(1, 0);
        }
        assertEquals(500, size.most(500));
    }

    @Test
    void itFailsFromSoManyFailuresOnAndNotForLong() {
        size.failed(500, 0);
        size.failed(500, 0);
        assertFalse(size.isFailing(3, 0, Duration.ofMinutes(10)));
        size.failed(500, 0);
        assertTrue(size.isFailing(3, Duration.ofMinutes(9).toNanos(), Duration.ofMinutes(10)));
        assertFalse(size.isFailing(3, Duration.ofMinutes(11).toNanos(), Duration.ofMinutes(10)));
    }
}
