package org.testamur.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Decides when a part whose liveness fails is restarted: not for one bad answer, and not again and again. */
final class RestartPolicy {

    /** What a look at a part's liveness came to. */
    enum Look {
        LIVE,
        /** It answers that it is not live. */
        DEAD,
        /** It does not answer. */
        SILENT
    }

    private static final int DEAD_LOOKS = 3;
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int RESTARTS = 3;
    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final Deque<Long> restarts = new ArrayDeque<>();
    private int dead;
    private long heardAt;

    RestartPolicy(long nowNanos) {
        heardAt = nowNanos;
    }

    /** True when the part is to be restarted now; at most three times in ten minutes. */
    boolean isDue(Look look, long nowNanos) {
        switch (look) {
            case LIVE -> {
                dead = 0;
                heardAt = nowNanos;
            }
            case DEAD -> {
                dead++;
                heardAt = nowNanos;
            }
            case SILENT -> {}
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
}
