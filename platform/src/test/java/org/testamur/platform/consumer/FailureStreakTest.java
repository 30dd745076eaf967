package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class FailureStreakTest {

    private static final Failure ONE = new Failure("X at a.B.c:1", "X: one");
    private static final Failure OTHER = new Failure("Y at a.B.c:1", "Y: other");

    private final FailureStreak run = new FailureStreak();

    private void fails(int from, int to, Failure failure) {
        for (int key = from; key <= to; key++) {
            assertFalse(run.isBrokenBy("key " + key, failure), "key " + key);
        }
    }

    @Test
    void theTwentiethKeyInARowBreaksIt() {
        fails(1, 19, ONE);
        assertTrue(run.isBrokenBy("key 20", ONE));
    }

    @Test
    void oneKeyCountsOnce() {
        for (int i = 0; i < 100; i++) {
            assertFalse(run.isBrokenBy("one", ONE));
        }
    }

    @Test
    void aSuccessBetweenEndsIt() {
        fails(1, 19, ONE);
        run.end();
        fails(20, 38, ONE);
        assertTrue(run.isBrokenBy("key 39", ONE));
    }

    @Test
    void anotherFailureBetweenEndsIt() {
        fails(1, 19, ONE);
        fails(20, 20, OTHER);
        fails(21, 39, ONE);
        assertTrue(run.isBrokenBy("key 40", ONE));
    }

    @Test
    void theKindNamesTheClassAndOurFirstFrameAndQuotesNothing() {
        Failure failure = Failure.of(new IllegalStateException(new IllegalArgumentException("Asha Rao is no state")));
        assertTrue(
                failure.kind()
                        .matches("IllegalArgumentException at platform\\.consumer\\.FailureStreakTest\\.\\w+:\\d+"),
                failure.kind());
        assertEquals("IllegalArgumentException: Asha Rao is no state", failure.detail());
    }

    @Test
    void failuresAtOnePlaceAreOfOneKindWhateverTheyQuote() {
        assertEquals(unreadable("Asha").kind(), unreadable("Bo").kind());
    }

    private static Failure unreadable(String name) {
        return Failure.of(new UncheckedIOException("unreadable", new IOException(name)));
    }
}
