package org.testamur.platform.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps the heartbeats of this instance's loops. A late loop fails liveness for any cause. A loop that waits for the
 * database, the broker or the signer therefore waits for bounded times and beats between them.
 */
@ApplicationScoped
public class Heartbeats {

    private final MeterRegistry metrics;
    private final ConcurrentMap<String, Heartbeat> beating = new ConcurrentHashMap<>();

    public Heartbeats(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * Begins a heartbeat, which its loop ends when it ends in order.
     *
     * @param loop a stable name in kebab case
     * @param allowed the longest time between two beats
     */
    public Heartbeat begin(String loop, Duration allowed) {
        Heartbeat heartbeat = new Heartbeat(loop, allowed, ended -> beating.remove(loop, ended));
        beating.put(loop, heartbeat);
        Gauge.builder("testamur.loop.heartbeat.age", beating, all -> {
                    Heartbeat present = all.get(loop);
                    return present == null ? Double.NaN : present.age().toMillis() / 1000.0;
                })
                .baseUnit("seconds")
                .tag("loop", loop)
                .description("Time since the loop last beat")
                .register(metrics);
        return heartbeat;
    }

    /** All that beat, by name. */
    public List<Heartbeat> all() {
        return beating.values().stream()
                .sorted(Comparator.comparing(Heartbeat::loop))
                .toList();
    }
}
