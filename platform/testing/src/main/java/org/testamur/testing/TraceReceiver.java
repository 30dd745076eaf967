package org.testamur.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Has the application send its traces to a {@link TraceCollector}, which it puts into the test's field of that type. */
public final class TraceReceiver implements QuarkusTestResourceLifecycleManager {

    private @Nullable TraceCollector collector;

    @Override
    public Map<String, String> start() {
        TraceCollector opened = TraceCollector.open();
        collector = opened;
        return Map.of("testamur.tracing.collector", opened.url(), "quarkus.otel.bsp.schedule.delay", "100ms");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(collector, new TestInjector.MatchesType(TraceCollector.class));
    }

    @Override
    public void stop() {
        Objects.requireNonNull(collector).close();
    }
}
