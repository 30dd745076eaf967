package org.testamur.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds settings to the bounds that stand on the methods of their mapping: {@link AtLeast}, {@link AtMost}, {@link
 * PositiveDuration} and {@link NonNegativeDuration}.
 *
 * <p>They are no constraints of Bean Validation: Quarkus would intercept every class that implements a mapping, and refuse
 * those of tests.
 */
public final class SettingBounds {

    private SettingBounds() {}

    /** One sentence for each setting out of its bounds, which names it. */
    public static List<String> faults(Class<?> mapping, Object settings) {
        ConfigMapping declared = Objects.requireNonNull(mapping.getAnnotation(ConfigMapping.class), mapping.getName());
        List<String> faults = new ArrayList<>();
        collect(declared.prefix(), mapping, settings, faults);
        return faults;
    }

    private static void collect(String prefix, Class<?> group, Object settings, List<String> faults) {
        Method[] methods = group.getMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (Method method : methods) {
            if (method.getParameterCount() > 0 || method.isDefault()) {
                continue;
            }
            String name = prefix + "." + name(method);
            if (method.getReturnType().isInterface()
                    && method.getReturnType().getName().startsWith("org.testamur.")) {
                collect(name, method.getReturnType(), Objects.requireNonNull(value(method, settings)), faults);
            } else if (isBounded(method)) {
                Object value = value(method, settings);
                String fault = value == null ? null : fault(method, value);
                if (fault != null) {
                    faults.add(name + " is " + value + "; it " + fault + ".");
                }
            }
        }
    }

    private static boolean isBounded(Method method) {
        return method.isAnnotationPresent(AtLeast.class)
                || method.isAnnotationPresent(AtMost.class)
                || method.isAnnotationPresent(PositiveDuration.class)
                || method.isAnnotationPresent(NonNegativeDuration.class);
    }

    private static @Nullable String fault(Method method, Object value) {
        AtLeast least = method.getAnnotation(AtLeast.class);
        AtMost most = method.getAnnotation(AtMost.class);
        return switch (value) {
            // What is no number is less than nothing and more than nothing.
            case Number number
            when least != null && !(number.doubleValue() >= least.value()) ->
                "must be at least " + written(least.value());
            case Number number
            when most != null && !(number.doubleValue() <= most.value()) -> "must be at most " + written(most.value());
            case Duration time
            when method.isAnnotationPresent(PositiveDuration.class) && !time.isPositive() ->
                "must be longer than nothing";
            case Duration time
            when method.isAnnotationPresent(NonNegativeDuration.class) && time.isNegative() -> "must not be negative";
            default -> null;
        };
    }

    private static String written(double bound) {
        return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
    }

    private static @Nullable Object value(Method method, Object settings) {
        try {
            method.setAccessible(true);
            Object read = method.invoke(settings);
            return read instanceof Optional<?> optional ? optional.orElse(null) : read;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(method + " cannot be read", e);
        }
    }

    private static String name(Method method) {
        WithName named = method.getAnnotation(WithName.class);
        return named != null
                ? named.value()
                : method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
