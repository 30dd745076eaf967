package org.testamur.verification.webhook.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.outbound.Answer;

/**
 * Decides the next step after an answer: ten attempts over 75 hours and 35 minutes (Standard Webhooks). Each delay
 * varies by a tenth, so that deliveries that failed together are not retried together.
 *
 * @param scale stretches or shrinks all times; 1 in production
 */
public record RetryPolicy(double scale) {

    static final List<Duration> SCHEDULE = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    static final int TRIES = SCHEDULE.size() + 1;

    private static final double JITTER = 0.1;
    private static final Duration LONGEST_WISH = Duration.ofHours(24);
    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(5);
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

    public RetryPolicy {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("the scale must be above zero");
        }
    }

    /** What to do next. */
    sealed interface Next {

        /** It was taken. */
        record Done() implements Next {}

        /**
         * Try again.
         *
         * @param hold for how long nothing at all is sent to the endpoint, because it is overloaded; null for not
         */
        record Again(Duration after, @Nullable Duration hold) implements Next {}

        /** It had all its tries. */
        record GivenUp() implements Next {}

        /** The endpoint says that it wants no more, ever. */
        record EndpointGone() implements Next {}
    }

    /**
     * @param tries how often it was sent, this time included
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    Next next(Answer answer, int tries, double random) {
        return switch (answer) {
            case Answer.Answered(int status, Duration wish) when status >= 200 && status < 300 -> new Next.Done();
            case Answer.Answered(int status, Duration wish) when status == 410 -> new Next.EndpointGone();
            case Answer.Answered(int status, Duration wish) -> again(tries, random, wish, isOverload(status));
            case Answer.Unreachable(String reason) -> again(tries, random, null, false);
            case Answer.Forbidden(String reason) -> again(tries, random, null, false);
        };
    }

    /**
     * How long to wait after a try; the longest of the schedule after its last.
     *
     * @param tries how often it was sent
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    public Duration pause(int tries, double random) {
        return times(
                SCHEDULE.get(Math.clamp(tries, 1, SCHEDULE.size()) - 1), scale * (1 - JITTER + 2 * JITTER * random));
    }

    private static boolean isOverload(int status) {
        return status == 429 || status == 502 || status == 504;
    }

    private Next again(int tries, double random, @Nullable Duration wish, boolean overload) {
        if (tries >= TRIES) {
            return new Next.GivenUp();
        }
        Duration after = pause(tries, random);
        Duration bounded = wish == null || wish.isNegative() ? Duration.ZERO : min(wish, LONGEST_WISH);
        after = max(after, bounded);
        Duration hold = overload
                ? max(min(max(after, times(SHORTEST_HOLD, scale)), times(LONGEST_HOLD, scale)), bounded)
                : bounded.isPositive() ? bounded : null;
        return new Next.Again(after, hold);
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
