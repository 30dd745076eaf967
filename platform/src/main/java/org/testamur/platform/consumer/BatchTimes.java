package org.testamur.platform.consumer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.Supplier;
import org.testamur.platform.event.IncomingEvent;

/** Shows how large a consumer's batches are and where their time goes. */
final class BatchTimes {

    private final MeterRegistry metrics;
    private final String consumer;

    BatchTimes(MeterRegistry metrics, String consumer, int size) {
        this.metrics = metrics;
        this.consumer = consumer;
        DistributionSummary.builder("testamur.consumer.batch")
                .baseUnit("records")
                .description("Records that were prepared and written at once")
                .publishPercentiles(0.5, 0.99)
                .tag("consumer", consumer)
                .register(metrics)
                .record(size);
    }

    BatchConsumer.Batch preparing(Supplier<BatchConsumer.Batch> work) {
        return timer("prepare").record(work);
    }

    List<IncomingEvent> writing(Supplier<List<IncomingEvent>> work) {
        return timer("write").record(work);
    }

    private Timer timer(String phase) {
        return Timer.builder("testamur.consumer.batch.time")
                .description("Time that a batch took: prepare outside the transaction, write within it")
                .publishPercentiles(0.5, 0.99)
                .tag("consumer", consumer)
                .tag("phase", phase)
                .register(metrics);
    }
}
