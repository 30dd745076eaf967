package org.testamur.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a part that ended or whose liveness fails is restarted: not for one bad answer, not while it is starting, and
 * not again and again.
 */
final class RestartPolicy {

    /** What a look at a part's liveness came to. */
    enum Look {
        LIVE,
        /** It answers that it is not live. */
        DEAD,
        /** It does not answer. */
        SILENT,
        /** It is being started, and answers when it is ready. */
        STARTING,
        /** Its process ended, and nobody asked for that. */
        ENDED
    }

    private static final int DEAD_LOOKS = 3;
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int RESTARTS = 3;
    private static final Duration PERIOD = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Deque<Long> restarts = new ArrayDeque<>();
    private int dead;
    private long heardAt;
    private Duration pause = Duration.ZERO;
    private @Nullable Long endSeenAt;
    private long startedAgainAt;

    RestartPolicy(long nowNanos) {
        heardAt = nowNanos;
    }

    /** How long after its next end the part is started again. */
    Duration pause() {
        return pause;
    }

    /**
     * True when the part is to be restarted now. One whose liveness fails is at most three times in ten minutes; one
     * that ended is at once, the next times after 5 s, 10 s and so on to five minutes, until it lived for ten minutes.
     */
    boolean isDue(Look look, long nowNanos) {
        if (look == Look.ENDED) {
            dead = 0;
            heardAt = nowNanos;
            return isDueAfterEnd(nowNanos);
        }
        endSeenAt = null;
        switch (look) {
            case LIVE -> {
                dead = 0;
                heardAt = nowNanos;
                if (nowNanos - startedAgainAt > PERIOD.toNanos()) {
                    pause = Duration.ZERO;
                }
            }
            case DEAD -> {
                dead++;
                heardAt = nowNanos;
            }
            case STARTING -> {
                dead = 0;
                heardAt = nowNanos;
                startedAgainAt = nowNanos;
                return false;
            }
            case SILENT, ENDED -> {}
        }
        while (!restarts.isEmpty() && nowNanos - restarts.getFirst() > PERIOD.toNanos()) {
            restarts.removeFirst();
        }
        boolean due = dead >= DEAD_LOOKS || nowNanos - heardAt > SILENCE.toNanos();
        if (!due || restarts.size() >= RESTARTS) {
            return false;
        }
        restarts.addLast(nowNanos);
        dead = 0;
        heardAt = nowNanos;
        return true;
    }

    private boolean isDueAfterEnd(long nowNanos) {
        if (endSeenAt == null) {
            endSeenAt = nowNanos;
        }
        if (nowNanos - endSeenAt < pause.toNanos()) {
            return false;
        }
        endSeenAt = null;
        startedAgainAt = nowNanos;
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return true;
    }
}
