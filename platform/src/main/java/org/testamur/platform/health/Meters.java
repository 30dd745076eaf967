package org.testamur.platform.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;

/**
 * Removes the meters of an instance that stops. The registry is the process's own: of another instance that starts in the
 * same process, as in tests, a gauge of the same name would go on showing what the first one knew, or nothing.
 */
@ApplicationScoped
class Meters {

    private final MeterRegistry metrics;

    Meters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent event) {
        List.copyOf(metrics.getMeters()).forEach(metrics::remove);
    }
}
