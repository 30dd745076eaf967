package org.testamur.platform.work;

import io.micrometer.core.instrument.Counter;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.ManagedContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.tenancy.Access;

/** Runs one piece of background work until its instance stops; see {@link BackgroundWork}. */
public final class Loop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long BETWEEN_BEATS_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration AT_THE_GATE = Duration.ofMillis(200);
    private static final Duration TIME_TO_END = Duration.ofSeconds(5);

    private final String name;
    private final BackgroundWork.Step step;
    private final Heartbeat heartbeat;
    private final Counter failed;
    private final StartGate gate;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;

    Loop(String name, WorkKind kind, Heartbeat heartbeat, Counter failed, StartGate gate, BackgroundWork.Step step) {
        this.name = name;
        this.step = step;
        this.heartbeat = heartbeat;
        this.failed = failed;
        this.gate = gate;
        this.thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .unstarted(() -> kind.run(() -> Access.everywhere().run(() -> heartbeat.run(this::run))));
    }

    void start() {
        thread.start();
    }

    /** There is something to do; while the loop rests after a failure, it goes on resting. */
    public void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /** False once the instance stops: a step that takes long asks for it now and then. */
    public boolean isRunning() {
        return running;
    }

    /** This loop is alive; a step that takes long says so between its pieces. */
    public void beat() {
        heartbeat.beat();
    }

    /** Waits until it is woken, and beats meanwhile; true when it was woken, false after the pause or at the end. */
    public boolean await(Duration pause) throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && running; left = until - System.nanoTime()) {
            heartbeat.beat();
            if (wake.tryAcquire(Math.min(left, BETWEEN_BEATS_NANOS), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
                return true;
            }
        }
        heartbeat.beat();
        return false;
    }

    /** Waits and beats; a wake-up does not end the pause. */
    public void rest(Duration pause) throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && running; left = until - System.nanoTime()) {
            heartbeat.beat();
            TimeUnit.NANOSECONDS.sleep(Math.min(left, BETWEEN_BEATS_NANOS));
        }
        heartbeat.beat();
    }

    @Override
    public void close() {
        running = false;
        wake.release();
        try {
            thread.join(TIME_TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration afterFailure = FIRST_PAUSE;
        while (running) {
            long began = System.nanoTime();
            try {
                heartbeat.beat();
                Duration pause = gate.isOpen() ? once() : AT_THE_GATE;
                afterFailure = FIRST_PAUSE;
                await(pause);
            } catch (Throwable e) {
                if (System.nanoTime() - began > LONGEST_PAUSE.toNanos()) {
                    // It went well for a while.
                    afterFailure = FIRST_PAUSE;
                }
                // Nothing ends a loop but its instance: neither an error nor an interruption that nobody asked for.
                afterFailure = restAfter(e, afterFailure);
            }
        }
        heartbeat.end();
    }

    private Duration once() throws Exception {
        // Sessions of the database belong to a request.
        ArcContainer container = Arc.container();
        if (container == null) {
            return step.run(this);
        }
        ManagedContext request = container.requestContext();
        request.activate();
        try {
            return step.run(this);
        } finally {
            request.terminate();
        }
    }

    /** How long it rests after the next failure. */
    private Duration restAfter(Throwable failure, Duration pause) {
        try {
            if (running) {
                failed.increment();
                if (failure instanceof Error) {
                    LOG.errorf(failure, "%s goes on in %s", name, pause);
                } else {
                    LOG.warnf("%s goes on in %s: %s", name, pause, failure);
                    LOG.debugf(failure, "%s failed", name);
                }
                rest(pause);
            }
        } catch (Throwable again) {
            // Not even the log could be written.
            Thread.onSpinWait();
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
