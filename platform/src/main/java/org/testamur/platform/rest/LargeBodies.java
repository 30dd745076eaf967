package org.testamur.platform.rest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.testamur.platform.PlatformConfig;

/**
 * As many large bodies at once as their share of the heap holds. A body stands there several times until it is answered:
 * as it came, in parts, and in the answer.
 */
@ApplicationScoped
class LargeBodies {

    /** What a request takes for each byte of its body, as measured on batches to be signed. */
    private static final int COPIES = 5;

    private final long most;
    private final AtomicLong admitted = new AtomicLong();
    private final Counter refused;

    LargeBodies(PlatformConfig platform, LargeBodiesConfig config, MeterRegistry metrics) {
        // The longest of all is admitted when it is alone, however small the heap.
        long longest = Stream.concat(Stream.of(platform.maxBodySize()), platform.largerBodies().values().stream())
                .mapToLong(MemorySize::asLongValue)
                .max()
                .orElseThrow();
        this.most = Math.max(longest, (long) (Runtime.getRuntime().maxMemory() * config.heapShare() / COPIES));
        this.refused = Counter.builder("testamur.large.bodies.refused")
                .description("Requests that were told to come again because too many large bodies were held")
                .register(metrics);
        Gauge.builder("testamur.large.bodies.admitted.bytes", admitted, AtomicLong::get)
                .description("How long the large bodies are that are held, together")
                .register(metrics);
        Gauge.builder("testamur.large.bodies.most.bytes", () -> most)
                .description("How long they may be together")
                .register(metrics);
    }

    /** A place for a body of that length, if it fits beside those that are held. */
    Optional<Place> admit(long length) {
        long before = admitted.getAndUpdate(held -> held + length <= most ? held + length : held);
        if (before + length <= most) {
            return Optional.of(new Place(length));
        }
        refused.increment();
        return Optional.empty();
    }

    /** What one body takes, until its request is over and its operation, if it began, has returned. */
    final class Place {

        private final long length;
        private boolean over;
        private boolean operating;
        private boolean free;

        private Place(long length) {
            this.length = length;
        }

        /** False when the caller has gone before. */
        synchronized boolean began() {
            operating = !free;
            return operating;
        }

        synchronized void returned() {
            operating = false;
            release();
        }

        /** The answer is sent, or there is nobody to send it to. */
        synchronized void over() {
            over = true;
            release();
        }

        private void release() {
            if (over && !operating && !free) {
                free = true;
                admitted.addAndGet(-length);
            }
        }
    }
}
