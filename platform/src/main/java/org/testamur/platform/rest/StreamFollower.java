package org.testamur.platform.rest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks at what a stream follows when it is woken, and a few times at its beginning: a change whose transaction was under
 * way when the stream was opened tells nobody. After that it looks only at what is said to have changed.
 *
 * @param looks the times after its beginning at which it looks unasked, rising
 * @param rest how long it lets changes gather
 * @param longest when it ends at the latest
 */
record StreamFollower(List<Duration> looks, Duration rest, Duration longest) {

    /** @param present what was told already */
    <T> void follow(
            T present,
            Supplier<T> look,
            Predicate<T> settled,
            StreamSignals.Signal signal,
            BooleanSupplier cancelled,
            Consumer<T> tell)
            throws InterruptedException {
        long began = System.nanoTime();
        T told = present;
        int unasked = 0;
        while (!settled.test(told) && !cancelled.getAsBoolean()) {
            long gone = System.nanoTime() - began;
            if (gone >= longest.toNanos()) {
                return;
            }
            long until = unasked < looks.size() ? looks.get(unasked).toNanos() : longest.toNanos();
            if (signal.await(until - gone)) {
                TimeUnit.NANOSECONDS.sleep(rest.toNanos());
            } else if (unasked < looks.size()) {
                unasked++;
            } else {
                return;
            }
            if (cancelled.getAsBoolean()) {
                return;
            }
            T next = look.get();
            if (!next.equals(told)) {
                told = next;
                tell.accept(told);
            }
        }
    }
}
