package org.testamur.issuance.store;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.testamur.platform.tenancy.Access;

/** One thread that does a step again and again, for as long as this instance runs; what fails is tried again later. */
public final class RepeatedWork implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(RepeatedWork.class);

    private final String name;
    private final Duration pause;
    private final BooleanSupplier step;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean running = true;

    private RepeatedWork(String name, Duration pause, BooleanSupplier step) {
        this.name = name;
        this.pause = pause;
        this.step = step;
        this.thread = Thread.ofPlatform()
                .name(name)
                .daemon()
                .unstarted(() -> Access.everywhere().run(this::run));
    }

    /** @param step true when there is more to do at once */
    public static RepeatedWork start(String name, Duration pause, BooleanSupplier step) {
        RepeatedWork work = new RepeatedWork(name, pause, step);
        work.thread.start();
        return work;
    }

    /** There is something to do. */
    public void wake() {
        wake.release();
    }

    @Override
    public void close() {
        running = false;
        wake();
        try {
            thread.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            boolean more = false;
            // Sessions of the database belong to a request.
            ManagedContext request = Arc.container().requestContext();
            request.activate();
            try {
                more = step.getAsBoolean();
            } catch (RuntimeException e) {
                LOG.warnf("%s goes on later: %s", name, e.getMessage());
            } finally {
                request.terminate();
            }
            try {
                if (!more && wake.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
