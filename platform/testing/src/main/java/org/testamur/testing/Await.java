package org.testamur.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what a test expects to happen by itself, asking every 20 ms for up to a minute.
 *
 * <p>The questions are asked on the caller's thread, so that its transaction and its access hold for them. The pause leaves
 * the processors to the servers that the test waits for.
 */
public final class Await {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** Waits until the condition holds. */
    public static void await(BooleanSupplier condition) {
        patiently().until(condition::getAsBoolean);
    }

    /** Asks until the answer is the wanted one, and returns it; the error of a timeout shows the last answer. */
    public static <T extends @Nullable Object> T await(Supplier<T> question, Predicate<? super T> wanted) {
        AtomicReference<T> last = new AtomicReference<>();
        try {
            patiently().until(() -> {
                last.set(question.get());
                return wanted.test(last.get());
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not within " + PATIENCE.toSeconds() + " s; the last answer was " + last.get(), e);
        }
        return last.get();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .atMost(PATIENCE);
    }
}
