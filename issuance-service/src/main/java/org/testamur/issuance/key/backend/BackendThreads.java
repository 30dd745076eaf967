package org.testamur.issuance.key.backend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.testamur.platform.problem.TemporarilyUnavailable;

/** Provides the threads of one external backend. A call that never returns blocks one of these and no other thread. */
final class BackendThreads {

    private final String backend;
    private final int most;
    private final Duration patience;
    private final Semaphore free;
    private final ExecutorService threads;
    /** Calls that nobody waits for. */
    private final AtomicInteger held = new AtomicInteger();

    BackendThreads(String backend, ElsewhereConfig config, MeterRegistry metrics) {
        this.backend = backend;
        this.most = config.threads();
        this.patience = config.patience();
        this.free = new Semaphore(most);
        this.threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("call-" + backend + "-", 1).daemon().factory());
        Gauge.builder("testamur.signing.calls.held", held, AtomicInteger::get)
                .tag("backend", backend)
                .description("Calls to a signing backend that have not returned and that nobody waits for any more")
                .register(metrics);
    }

    Duration patience() {
        return patience;
    }

    /**
     * What the work comes to, if it does in time.
     *
     * @param late is given a call that did not
     * @throws TemporarilyUnavailable after that, and at once when no thread can be had
     */
    <T> T call(Supplier<T> work, Consumer<CompletableFuture<T>> late) {
        if (held.get() >= most) {
            throw new TemporarilyUnavailable("all " + most + " threads of the signing backend " + backend
                    + " are held by calls that do not return");
        }
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TemporarilyUnavailable("all " + most + " threads of the signing backend " + backend
                        + " are busy, and none was free within " + patience);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        CompletableFuture<T> call = begin(work);
        try {
            return call.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            hold(call);
            late.accept(call);
            throw new TemporarilyUnavailable(
                    "a call to the signing backend " + backend + " has not returned within " + patience, e);
        } catch (InterruptedException e) {
            hold(call);
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Work that nobody waits for; empty when there is no thread for it. */
    <T> Optional<CompletableFuture<T>> callUnawaited(Supplier<T> work) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        CompletableFuture<T> call = begin(work);
        hold(call);
        return Optional.of(call);
    }

    private <T> CompletableFuture<T> begin(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.get();
                    } finally {
                        free.release();
                    }
                },
                threads);
    }

    private void hold(CompletableFuture<?> call) {
        held.incrementAndGet();
        call.whenComplete((done, failure) -> held.decrementAndGet());
    }

    private static TemporarilyUnavailable interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new TemporarilyUnavailable("interrupted while waiting for a signing backend", cause);
    }
}
