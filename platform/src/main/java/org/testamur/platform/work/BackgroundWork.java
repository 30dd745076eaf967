package org.testamur.platform.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.health.Heartbeats;

/**
 * Runs what a service does without being asked (DESIGN, Layout: background work runs here and nowhere else). Each piece is
 * a named loop with a thread, a heartbeat and a request context of its own, for all institutions; a step that fails, by an
 * {@code Error} too, is tried again after a pause that doubles up to ten seconds.
 */
@ApplicationScoped
public class BackgroundWork {

    /** What a loop does each time. */
    @FunctionalInterface
    public interface Step {

        /** @return how long to wait for a wake-up before the next step; zero: there is more to do at once */
        Duration run(Loop loop) throws Exception;
    }

    private final Heartbeats heartbeats;
    private final DegradedStates states;
    private final WorkConfig config;
    private final StartGate gate;
    private final MeterRegistry metrics;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();

    public BackgroundWork(
            Heartbeats heartbeats, DegradedStates states, WorkConfig config, StartGate gate, MeterRegistry metrics) {
        this.heartbeats = heartbeats;
        this.states = states;
        this.config = config;
        this.gate = gate;
        this.metrics = metrics;
    }

    /**
     * Starts a loop of a feature. Its steps begin when the gate is open ({@link StartGate}).
     *
     * @param name stable, in kebab case
     */
    public Loop start(String name, Step step) {
        return start(name, WorkKind.JOBS, step);
    }

    /** @param kind whose share of the database's connections it takes from */
    public Loop start(String name, WorkKind kind, Step step) {
        return start(name, kind, config.lateAfter(), step);
    }

    /** @param lateAfter how long it may go without a beat before it fails liveness */
    public Loop start(String name, WorkKind kind, Duration lateAfter, Step step) {
        return start(name, kind, lateAfter, gate, step);
    }

    /** As {@link #start}, for what only looks, or must go on in an older copy of the database too. */
    public Loop startAtOnce(String name, WorkKind kind, Step step) {
        return start(name, kind, config.lateAfter(), StartGate.opened(), step);
    }

    private Loop start(String name, WorkKind kind, Duration lateAfter, StartGate gate, Step step) {
        Counter failed = Counter.builder("testamur.loop.failures")
                .tag("loop", name)
                .description("Steps of background work that failed and were tried again")
                .register(metrics);
        Loop loop = new Loop(name, kind, heartbeats.begin(name, lateAfter), failed, gate, step);
        loops.add(loop);
        loop.start();
        return loop;
    }

    /**
     * The sign of life of something that others run, as a channel that a broker's client feeds: it fails liveness when it is
     * late, as a loop does.
     */
    public Heartbeat heartbeat(String name) {
        return heartbeats.begin(name, config.lateAfter());
    }

    /**
     * Looks again and again whether something is degraded, and tells when it begins and ends.
     *
     * @param what the state's stable name, in kebab case
     * @param look the sentence for operators while it is; when it fails, nothing changes
     */
    public Loop watch(String what, Duration every, Supplier<Optional<String>> look) {
        states.declare(what);
        return startAtOnce("watch-" + what, WorkKind.JOBS, loop -> {
            look.get().ifPresentOrElse(sentence -> states.begin(what, sentence), () -> states.end(what));
            return every;
        });
    }

    /** For those that nobody else closed. */
    void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        loops.parallelStream().forEach(Loop::close);
    }
}
