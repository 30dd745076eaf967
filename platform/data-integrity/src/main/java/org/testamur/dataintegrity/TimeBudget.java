package org.testamur.dataintegrity;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Limits how long the work for one caller may take. Reading, canonicalising and checking test it as they go and end
 * with {@link Finding.Kind#TOO_COMPLEX} when it is spent. It supplements the counted limits on slow or busy machines.
 */
public final class TimeBudget {
    private static final ScopedValue<TimeBudget> CURRENT = ScopedValue.newInstance();
    private static final TimeBudget ENDLESS = new TimeBudget(Long.MAX_VALUE);

    private final long start = System.nanoTime();
    private final long nanos;

    private TimeBudget(long nanos) {
        this.nanos = nanos;
    }

    /** Does the work on this thread, with so much time for what this library does in it. */
    public static <T> T within(Duration most, Supplier<T> work) {
        return ScopedValue.where(CURRENT, new TimeBudget(most.toNanos())).call(work::get);
    }

    /** That of the caller on this thread; without one, time does not end. */
    public static TimeBudget current() {
        return CURRENT.orElse(ENDLESS);
    }

    public boolean isSpent() {
        return nanos != Long.MAX_VALUE && System.nanoTime() - start >= nanos;
    }

    public void check() throws TooComplexException {
        if (isSpent()) {
            throw new TooComplexException(message());
        }
    }

    public String message() {
        return "it took more than the " + Duration.ofNanos(nanos).toMillis() + " ms that one document may take";
    }
}
