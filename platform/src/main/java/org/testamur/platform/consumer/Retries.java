package org.testamur.platform.consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.tenancy.Access;

/**
 * Bounds what is tried again after failures of the infrastructure. A batch that fails every time may be too large for the
 * time limit of its transaction: the consumer's batches for its tenant become smaller, down to one record, and grow again
 * as records are taken. From the third failure on the consumer is shown as degraded.
 */
@ApplicationScoped
class Retries {

    static final String DEGRADED = "consumer-retries";
    static final int SHOWN_FROM = 3;
    private static final Duration SHOWN_FOR = Duration.ofMinutes(10);

    private final DegradedStates degraded;
    private final MeterRegistry metrics;
    private final LongSupplier nanoTime;
    private final Map<Work, BatchSize> sizes = new ConcurrentHashMap<>();

    @Inject
    Retries(DegradedStates degraded, MeterRegistry metrics) {
        this(degraded, metrics, System::nanoTime);
    }

    Retries(DegradedStates degraded, MeterRegistry metrics, LongSupplier nanoTime) {
        this.degraded = degraded;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /** What one consumer takes for one tenant. */
    private record Work(String consumer, Access access) {}

    /** Shows a consumer's batches from now on. */
    void show(EventConsumer consumer) {
        degraded.declare(DEGRADED);
        if (consumer instanceof BatchConsumer batches) {
            Gauge.builder("testamur.consumer.batch.limit", this, self -> self.smallest(batches))
                    .baseUnit("records")
                    .description("Records that the consumer takes at once at most; fewer than usual after failures")
                    .tag("consumer", consumer.name())
                    .register(metrics);
        }
    }

    /** How many records may be taken at once; at 1 they are delivered one by one. */
    int atOnce(BatchConsumer consumer, Access access) {
        BatchSize size = sizes.get(new Work(consumer.name(), access));
        return size == null ? consumer.largestBatch() : size.most(consumer.largestBatch());
    }

    /** @param records how many were to be taken at once */
    void failed(EventConsumer consumer, Access access, int records) {
        Counter.builder("testamur.consumer.retries")
                .description("Deliveries that failed for the infrastructure and are tried again")
                .tag("consumer", consumer.name())
                .register(metrics)
                .increment();
        sizes.computeIfAbsent(new Work(consumer.name(), access), any -> new BatchSize())
                .failed(records, nanoTime.getAsLong());
        look();
    }

    void succeeded(EventConsumer consumer, Access access) {
        if (sizes.isEmpty()) {
            return;
        }
        int largest = consumer instanceof BatchConsumer batches ? batches.largestBatch() : 1;
        sizes.computeIfPresent(
                new Work(consumer.name(), access), (work, size) -> size.succeeded(largest) ? null : size);
    }

    /** Shows what fails still, or no longer. */
    synchronized void look() {
        long now = nanoTime.getAsLong();
        TreeSet<String> failing = sizes.entrySet().stream()
                .filter(entry -> entry.getValue().isFailing(SHOWN_FROM, now, SHOWN_FOR))
                .map(entry -> entry.getKey().consumer())
                .collect(Collectors.toCollection(TreeSet::new));
        if (failing.isEmpty()) {
            degraded.end(DEGRADED);
        } else {
            degraded.begin(
                    DEGRADED,
                    "Deliveries fail for the infrastructure again and again, by time limits too: "
                            + String.join(", ", failing) + ".");
        }
    }

    private int smallest(BatchConsumer consumer) {
        return sizes.entrySet().stream()
                .filter(entry -> entry.getKey().consumer().equals(consumer.name()))
                .mapToInt(entry -> entry.getValue().most(consumer.largestBatch()))
                .min()
                .orElse(consumer.largestBatch());
    }
}
