package org.testamur.platform.outbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BlockedKeysTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final BlockedKeys holds = new BlockedKeys(now::get);

    @Test
    void whatDoesNotGoThroughIsTriedAgainLessAndLessOften() {
        holds.key("t", "k", "too large");
        assertArrayEquals(new String[] {"t/k"}, holds.keys());
        pass(Duration.ofSeconds(2));
        assertArrayEquals(new String[0], holds.keys());
        holds.key("t", "k", "too large");
        pass(Duration.ofSeconds(7));
        assertArrayEquals(new String[] {"t/k"}, holds.keys());
        for (int i = 0; i < 5; i++) {
            holds.key("t", "k", "too large");
        }
        pass(Duration.ofMinutes(5));
        assertArrayEquals(new String[0], holds.keys());
        assertEquals(1, holds.size());
    }

    @Test
    void whatWentThroughIsForgotten() {
        holds.topic("t", "unknown");
        holds.key("t", "k", "too large");
        assertEquals(2, holds.size());
        holds.sent("t", "k");
        assertEquals(0, holds.size());
        assertArrayEquals(new String[0], holds.topics());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
