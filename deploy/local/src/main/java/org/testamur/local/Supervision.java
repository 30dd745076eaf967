package org.testamur.local;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the parts running that were started and not stopped. A part that ended by itself is started again after a pause
 * that doubles each time; one that says it does not live, or is silent, is ended and started. A part that is just starting
 * is left alone, and one that is being started keeps no other waiting.
 */
final class Supervision {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Map<Part, Watched> watched = new LinkedHashMap<>();
    private final Consumer<String> log;
    private volatile boolean ending;

    /** @param log takes a line for people to read */
    Supervision(Collection<? extends Part> parts, Consumer<String> log) {
        parts.forEach(part -> watched.put(part, new Watched(new RestartPolicy(System.nanoTime()))));
        this.log = log;
    }

    private static final class Watched {

        final RestartPolicy policy;
        /** Started and not stopped since. */
        volatile boolean wanted;

        volatile int starting;

        Watched(RestartPolicy policy) {
            this.policy = policy;
        }

        synchronized void begins() {
            starting++;
        }

        synchronized void isDone() {
            starting--;
        }
    }

    /** Starts the part and returns when it is healthy. */
    void start(Part part) throws PartFailed, InterruptedException {
        Watched one = of(part);
        one.wanted = true;
        start(part, one);
    }

    /** The part is to be gone from now on; the caller ends it. */
    void forgo(Part part) {
        of(part).wanted = false;
    }

    /** All parts are about to be stopped. */
    void end() {
        ending = true;
    }

    /** Looks every few seconds until the thread is interrupted. */
    void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                look(System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.accept("the parts could not be looked at: " + e);
            }
        }
    }

    /** Begins the restarts that are due. */
    void look(long nowNanos) {
        watched.forEach((part, one) -> {
            RestartPolicy.Look look = look(part, one);
            if (one.policy.isDue(look, nowNanos) && !ending) {
                one.begins();
                String line = look == RestartPolicy.Look.ENDED
                        ? "%s ended by itself and is started again; the next time %d s after its end"
                                .formatted(part.name(), one.policy.pause().toSeconds())
                        : part.name() + " does not live any more and is restarted";
                Thread.ofVirtual().name("restart-" + part.name()).start(() -> {
                    try {
                        log.accept(line);
                        restart(part, one, look);
                    } finally {
                        one.isDone();
                    }
                });
            }
        });
    }

    private static RestartPolicy.Look look(Part part, Watched one) {
        if (one.starting > 0) {
            return RestartPolicy.Look.STARTING;
        }
        if (!one.wanted) {
            return RestartPolicy.Look.LIVE;
        }
        return part.process().isEmpty() && !part.healthy() ? RestartPolicy.Look.ENDED : part.liveness();
    }

    private void restart(Part part, Watched one, RestartPolicy.Look why) {
        try {
            if (why != RestartPolicy.Look.ENDED) {
                part.kill();
            }
            if (one.wanted && !ending) {
                start(part, one);
            }
            if (!one.wanted || ending) {
                // It was stopped meanwhile.
                part.stop();
            }
        } catch (PartFailed | RuntimeException e) {
            log.accept("could not be started again: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Part part, Watched one) throws PartFailed, InterruptedException {
        one.begins();
        try {
            var since = System.nanoTime();
            part.start();
            log.accept("%-13s healthy after %.1f s, %s"
                    .formatted(part.name(), (System.nanoTime() - since) / 1e9, part.address()));
            part.process().ifPresent(process -> {
                var ignored = process.onExit().thenRun(() -> log.accept(part.name() + " ended"));
            });
        } finally {
            one.isDone();
        }
    }

    private Watched of(Part part) {
        return Objects.requireNonNull(watched.get(part), part.name());
    }
}
