package org.testamur.platform.health;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the bounds of the histograms from which service levels are computed ({@code deploy/observability}). They are few,
 * because each is a time series of its own.
 */
public final class ServiceLevels {

    private static final String REQUESTS = "http.server.requests";

    /** For answers to requests. */
    private static final List<Duration> ANSWERS =
            List.of(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMillis(2500));

    private ServiceLevels() {}

    /** Bounds for the way of a fact through one service, from half a second to five minutes. */
    public static Duration[] delays() {
        return new Duration[] {
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofMillis(2500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5)
        };
    }

    /** Has the times of HTTP requests, which the server measures, carry buckets. */
    @Singleton
    static final class RequestBuckets {

        @Produces
        @Singleton
        MeterFilter requests() {
            return new MeterFilter() {
                @Override
                public @Nullable DistributionStatisticConfig configure(
                        Meter.Id id, DistributionStatisticConfig config) {
                    return id.getName().equals(REQUESTS)
                            ? DistributionStatisticConfig.builder()
                                    .serviceLevelObjectives(ANSWERS.stream()
                                            .mapToDouble(Duration::toNanos)
                                            .toArray())
                                    .build()
                                    .merge(config)
                            : config;
                }
            };
        }
    }
}
