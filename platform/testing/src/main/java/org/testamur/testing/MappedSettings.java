package org.testamur.testing;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads a {@code @ConfigMapping} as a start of a service does. */
public final class MappedSettings {

    private MappedSettings() {}

    /**
     * What the start ends with, given nothing but these settings; empty if it goes on.
     *
     * @param bounds tells which settings of a mapping are out of their bounds
     */
    public static Optional<String> refusal(
            Class<?> mapping, Map<String, String> settings, BiFunction<Class<?>, Object, List<String>> bounds) {
        try {
            Object read = new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withMapping(mapping)
                    .withDefaultValues(settings)
                    .withValidateUnknown(false)
                    .build()
                    .getConfigMapping(mapping);
            List<String> faults = bounds.apply(mapping, read);
            return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", faults));
        } catch (ConfigValidationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Fails unless a start goes on with settings as they are, and ends with the setting's name when it has this value.
     *
     * @param bounds tells which settings of a mapping are out of their bounds
     */
    public static void requireRefusal(
            Class<?> mapping,
            Map<String, String> complete,
            String setting,
            String value,
            BiFunction<Class<?>, Object, List<String>> bounds) {
        refusal(mapping, complete, bounds).ifPresent(fault -> {
            throw new AssertionError("complete settings are refused: " + fault);
        });
        Map<String, String> settings = new HashMap<>(complete);
        settings.put(setting, value);
        String fault = refusal(mapping, settings, bounds)
                .orElseThrow(() -> new AssertionError(setting + "=" + value + " is not refused"));
        if (!fault.contains(setting)) {
            throw new AssertionError("the refusal does not name " + setting + ": " + fault);
        }
    }
}
