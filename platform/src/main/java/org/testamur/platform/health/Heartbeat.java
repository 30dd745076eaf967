package org.testamur.platform.health;

import java.time.Duration;
import java.util.function.Consumer;

/** Records the last beat of one loop. */
public final class Heartbeat {

    private static final ScopedValue<Heartbeat> CURRENT = ScopedValue.newInstance();

    private final String loop;
    private final Duration allowed;
    private final Consumer<Heartbeat> onEnd;
    private volatile long beatenAt = System.nanoTime();

    Heartbeat(String loop, Duration allowed, Consumer<Heartbeat> onEnd) {
        this.loop = loop;
        this.allowed = allowed;
        this.onEnd = onEnd;
    }

    /** The loop that this thread runs for is alive; does nothing in other threads. */
    public static void beatCurrent() {
        if (CURRENT.isBound()) {
            CURRENT.get().beat();
        }
    }

    /** Runs a loop, so that {@link #beatCurrent} beats for it. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    public void beat() {
        beatenAt = System.nanoTime();
    }

    /** The loop ended in order; it is no longer waited for. */
    public void end() {
        onEnd.accept(this);
    }

    public String loop() {
        return loop;
    }

    /** The longest time between two beats. */
    public Duration allowed() {
        return allowed;
    }

    /** Since the last beat. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - beatenAt);
    }

    public boolean isLate() {
        return age().compareTo(allowed) > 0;
    }
}
