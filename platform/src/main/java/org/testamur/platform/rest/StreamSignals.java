package org.testamur.platform.rest;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The streams that are open on this instance, by what they follow; wakes those that a change concerns. */
final class StreamSignals {

    private final Map<UUID, Set<Signal>> byKey = new ConcurrentHashMap<>();

    /** What one stream waits for. */
    static final class Signal {

        private final UUID key;
        private final Semaphore woken = new Semaphore(0);

        private Signal(UUID key) {
            this.key = key;
        }

        void wake() {
            if (woken.availablePermits() == 0) {
                woken.release();
            }
        }

        /** True when it was woken, false when the time is up. */
        boolean await(long nanos) throws InterruptedException {
            boolean found = woken.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            woken.drainPermits();
            return found;
        }
    }

    Signal open(UUID key) {
        Signal signal = new Signal(key);
        byKey.compute(key, (same, present) -> {
            Set<Signal> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(signal);
            return all;
        });
        return signal;
    }

    void close(Signal signal) {
        byKey.computeIfPresent(signal.key, (same, present) -> {
            present.remove(signal);
            return present.isEmpty() ? null : present;
        });
        signal.wake();
    }

    /** How many streams follow it. */
    int wake(UUID key) {
        Set<Signal> concerned = byKey.getOrDefault(key, Set.of());
        concerned.forEach(Signal::wake);
        return concerned.size();
    }

    /** Wakes every stream, because something may have been missed; how many there are. */
    int wakeAll() {
        return byKey.keySet().stream().mapToInt(this::wake).sum();
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }
}
