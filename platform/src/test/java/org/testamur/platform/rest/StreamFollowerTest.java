package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.testing.Await.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamFollowerTest {

    private static final int STREAMS = 2_000;
    private static final StreamFollower FOLLOWER = new StreamFollower(
            List.of(Duration.ofMillis(5), Duration.ofMillis(10)), Duration.ofMillis(1), Duration.ofMinutes(5));

    private final StreamSignals signals = new StreamSignals();

    @Test
    void twoThousandStreamsLookAtNothingWhileNothingChanges() throws Exception {
        AtomicLong looks = new AtomicLong();
        AtomicInteger state = new AtomicInteger();
        List<UUID> keys = new ArrayList<>();
        List<Integer> told = new CopyOnWriteArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                UUID key = UUID.randomUUID();
                keys.add(key);
                StreamSignals.Signal signal = signals.open(key);
                streams.add(threads.submit(() -> {
                    FOLLOWER.follow(
                            0,
                            () -> {
                                looks.incrementAndGet();
                                return state.get();
                            },
                            now -> now == 2,
                            signal,
                            () -> false,
                            told::add);
                    return null;
                }));
            }
            // Each looks twice at its beginning.
            await(() -> looks.get() == 2L * STREAMS);
            state.set(1);
            assertEquals(1, signals.wake(keys.getFirst()));
            await(() -> told.size() == 1);
            assertEquals(2L * STREAMS + 1, looks.get(), "one change is looked at by the one stream that follows it");
            assertEquals(0, signals.wake(UUID.randomUUID()));
            state.set(2);
            signals.wakeAll();
            for (Future<?> stream : streams) {
                stream.get();
            }
            assertEquals(3L * STREAMS + 1, looks.get());
        }
    }

    @Test
    void whoHangsUpIsLetGoOfAtOnce() throws Exception {
        StreamSignals.Signal signal = signals.open(UUID.randomUUID());
        AtomicInteger cancelled = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> stream = threads.submit(() -> {
                new StreamFollower(List.of(), Duration.ofMillis(1), Duration.ofMinutes(5))
                        .follow(0, () -> 1, now -> false, signal, () -> cancelled.get() > 0, now -> {});
                return null;
            });
            cancelled.set(1);
            signals.close(signal);
            stream.get();
        }
        assertTrue(signals.isEmpty());
    }

    @Test
    void aStreamEndsAfterItsLongestTime() throws Exception {
        StreamSignals.Signal signal = signals.open(UUID.randomUUID());
        new StreamFollower(List.of(Duration.ofMillis(1)), Duration.ofMillis(1), Duration.ofMillis(20))
                .follow(0, () -> 0, now -> false, signal, () -> false, now -> {});
    }
}
