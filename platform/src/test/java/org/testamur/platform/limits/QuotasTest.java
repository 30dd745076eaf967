package org.testamur.platform.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotasTest {

    private final AtomicLong now = new AtomicLong();
    private final Quotas quotas = new Quotas(60, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void useUp(String caller) {
        for (int i = 0; i < 60; i++) {
            assertTrue(quotas.take(caller).granted());
        }
    }

    @Test
    void aCallerHasAMinutesRequestsAtOnce() {
        useUp("a");

        Quotas.Quota refused = quotas.take("a");

        assertFalse(refused.granted());
        assertEquals(0, refused.remaining());
        assertEquals(1, refused.pause());
        assertEquals(60, refused.reset());
        assertTrue(quotas.take("b").granted(), "another caller has its own");
    }

    @Test
    void requestsComeBackEvenly() {
        useUp("a");
        pass(Duration.ofMillis(999));
        assertFalse(quotas.take("a").granted());
        pass(Duration.ofMillis(1));
        assertTrue(quotas.take("a").granted());
        assertFalse(quotas.take("a").granted());
        pass(Duration.ofSeconds(30));
        assertEquals(29, quotas.take("a").remaining());
    }

    @Test
    void beingRefusedCostsNothing() {
        useUp("a");
        for (int i = 0; i < 1_000; i++) {
            quotas.take("a");
        }
        pass(Duration.ofSeconds(1));
        assertTrue(quotas.take("a").granted());
    }

    @Test
    void whoComesBackLaterHasNoMoreThanAMinutesRequests() {
        useUp("a");
        pass(Duration.ofHours(1));
        useUp("a");
        assertFalse(quotas.take("a").granted());
    }

    @ParameterizedTest
    @CsvSource({"100,1,100", "100,3,34", "100,100,1", "1,100,1"})
    void instancesShareALimit(int limit, int replicas, int share) {
        assertEquals(share, Quotas.share(limit, replicas));
    }
}
