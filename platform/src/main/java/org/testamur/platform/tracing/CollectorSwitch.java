package org.testamur.platform.tracing;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Switches OpenTelemetry on where a collector is set, so that one setting is enough. */
public final class CollectorSwitch implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1;
    private static final String DISABLED = "quarkus.otel.sdk.disabled";

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        if (!name.equals(DISABLED)) {
            return context.proceed(name);
        }
        ConfigValue collector = context.proceed("testamur.tracing.collector");
        boolean disabled = collector == null
                || collector.getValue() == null
                || collector.getValue().isEmpty();
        return ConfigValue.builder()
                .withName(name)
                .withValue(Boolean.toString(disabled))
                .withConfigSourceName(CollectorSwitch.class.getName())
                .build();
    }
}
