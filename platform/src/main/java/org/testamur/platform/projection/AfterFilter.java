package org.testamur.platform.projection;

import io.quarkus.arc.All;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.problem.Refusal;

/** Holds a request back until the facts that it names have arrived here: lag is not an error. */
@Provider
@Priority(Priorities.AUTHORIZATION + 50)
class AfterFilter implements ContainerRequestFilter {

    private static final int MOST_TOKENS = 20;

    private final Progress progress;
    // Filters are made before the configuration of this run is read.
    private final Instance<PlatformConfig> config;
    private final List<EventConsumer> consumers;

    AfterFilter(Progress progress, Instance<PlatformConfig> config, @All List<EventConsumer> consumers) {
        this.progress = progress;
        this.config = config;
        this.consumers = consumers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString(FactToken.REQUEST_HEADER);
        if (header == null || header.isBlank()) {
            return;
        }
        String[] tokens = header.split(",", -1);
        if (tokens.length > MOST_TOKENS) {
            throw Refusal.invalid("header:" + FactToken.REQUEST_HEADER, "names more than " + MOST_TOKENS + " facts");
        }
        long deadline = System.nanoTime() + config.get().afterTimeout().toNanos();
        for (String token : tokens) {
            await(
                    FactToken.parse(token.trim())
                            .orElseThrow(() -> Refusal.invalid(
                                    "header:" + FactToken.REQUEST_HEADER,
                                    "must hold values of the header " + FactToken.ANSWER_HEADER)),
                    deadline);
        }
    }

    private void await(FactToken fact, long deadline) {
        long interested = consumers.stream()
                .filter(consumer -> consumer.topic().equals(fact.topic()))
                .count();
        while (progress.takenBy(fact) < interested) {
            if (System.nanoTime() > deadline) {
                throw Refusal.of(
                        Refusal.Kind.UNAVAILABLE,
                        "fact-not-here-yet",
                        "The fact named by " + FactToken.REQUEST_HEADER + " has not arrived here yet.");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
