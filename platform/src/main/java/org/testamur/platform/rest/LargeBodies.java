package org.testamur.platform.rest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.testamur.platform.PlatformConfig;

/**
 * Admits as many large bodies at once as their share of the heap holds. A body is in memory several times until it is
 * answered: as received, in parts, and in the answer.
 */
@ApplicationScoped
@Startup
class LargeBodies {

    /** What a request takes for each byte of its body, as measured on batches to be signed. */
    private static final int COPIES = 5;

    /** What becomes of a body that asks for a place. */
    sealed interface Admission {}

    /** A reason to come again. */
    enum Refused implements Admission {
        NO_MEMORY,
        SHARE_TAKEN
    }

    private final long most;
    private final long share;
    private final AtomicLong admitted = new AtomicLong();
    private final Map<String, Long> byCaller = new HashMap<>();
    private final Counter refused;

    @Inject
    LargeBodies(PlatformConfig platform, LargeBodiesConfig config, MeterRegistry metrics) {
        this(most(platform, config), (long) (most(platform, config) * config.callerShare()), metrics);
    }

    LargeBodies(long most, long share, MeterRegistry metrics) {
        this.most = most;
        this.share = share;
        this.refused = Counter.builder("testamur.large.bodies.refused")
                .description("Requests that were told to come again because too many large bodies were held")
                .register(metrics);
        Gauge.builder("testamur.large.bodies.admitted", admitted, AtomicLong::get)
                .baseUnit("bytes")
                .description("Size of the large bodies that are held, together")
                .register(metrics);
        Gauge.builder("testamur.large.bodies.most", () -> most)
                .baseUnit("bytes")
                .description("Size that large bodies may have together")
                .register(metrics);
    }

    /** The longest of all is admitted when it is alone, however small the heap. */
    private static long most(PlatformConfig platform, LargeBodiesConfig config) {
        long longest = Stream.concat(Stream.of(platform.maxBodySize()), platform.largerBodies().values().stream())
                .mapToLong(MemorySize::asLongValue)
                .max()
                .orElseThrow();
        return Math.max(longest, (long) (Runtime.getRuntime().maxMemory() * config.heapShare() / COPIES));
    }

    /** A place for a body of that length, if it fits beside those that are held. One body is in everybody's share. */
    synchronized Admission admit(long length, String caller) {
        long held = byCaller.getOrDefault(caller, 0L);
        if (admitted.get() + length > most) {
            refused.increment();
            return Refused.NO_MEMORY;
        }
        if (held > 0 && held + length > share) {
            refused.increment();
            return Refused.SHARE_TAKEN;
        }
        byCaller.put(caller, held + length);
        admitted.addAndGet(length);
        return new AdmittedBody(length, caller);
    }

    private synchronized void giveBack(long length, String caller) {
        admitted.addAndGet(-length);
        byCaller.computeIfPresent(caller, (who, held) -> held == length ? null : held - length);
    }

    /** What one body takes, until its request is over and its operation, if it began, has returned. */
    final class AdmittedBody implements Admission {

        private final long length;
        private final String caller;
        private boolean over;
        private boolean operating;
        private boolean free;

        private AdmittedBody(long length, String caller) {
            this.length = length;
            this.caller = caller;
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
                giveBack(length, caller);
            }
        }
    }
}
