package org.testamur.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** Waits until the condition holds. */
    public static void await(BooleanSupplier condition) {
        patiently().until(condition::getAsBoolean);
    }

    /** Asks until the answer is the wanted one, and returns it; the error of a timeout shows the last answer. */
    public static <T extends @Nullable Object> T await(Supplier<T> question, Predicate<? super T> wanted) {
        List<T> answers = new ArrayList<>();
        try {
            patiently().until(() -> {
                answers.clear();
                return answers.add(question.get()) && wanted.test(answers.getFirst());
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not within " + PATIENCE.toSeconds() + " s; the last answer was " + answers, e);
        }
        return answers.getFirst();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .atMost(PATIENCE);
    }
}
