package org.testamur.platform.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Indexes the service's operations by path and method, with the permitted callers of each, from their annotations. It
 * answers before a request is routed, so that rules for a kind of operation need no list of paths.
 */
@Provider
@Singleton
class OperationTable implements DynamicFeature {

    /** Who may call an operation. */
    sealed interface Callers {

        /** Whether somebody with these roles may; nobody known has none. */
        boolean admits(@Nullable Set<String> roles);
    }

    /** Anybody, without a token ({@code @PermitAll}). */
    record Anybody() implements Callers {

        @Override
        public boolean admits(@Nullable Set<String> roles) {
            return true;
        }
    }

    /** Who holds one of these roles; all who are signed in where the set is empty. */
    record Holders(Set<String> roles) implements Callers {

        @Override
        public boolean admits(@Nullable Set<String> held) {
            return held != null && (roles.isEmpty() || roles.stream().anyMatch(held::contains));
        }
    }

    /**
     * An operation.
     *
     * @param takesBody whether it reads one
     */
    record Operation(Callers callers, boolean takesBody) {}

    /**
     * The operations of one path.
     *
     * @param segments literal texts, and null for a parameter
     */
    record PathEntry(List<@Nullable String> segments, Map<String, Operation> operations) {

        /** Those of the operations that are open to anybody, by method. */
        Set<String> open() {
            Set<String> open = new TreeSet<>();
            operations.forEach((method, operation) -> {
                if (operation.callers() instanceof Anybody) {
                    open.add(method);
                }
            });
            return open;
        }

        /** HEAD is answered by GET. */
        Optional<Operation> operation(String method) {
            return Optional.ofNullable(operations.get(method.equals("HEAD") ? "GET" : method));
        }

        private boolean matches(List<String> path) {
            for (int i = 0; i < path.size(); i++) {
                String segment = segments.get(i);
                if (segment != null && !segment.equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        /** The more literal at an earlier segment comes first. */
        private String order() {
            StringBuilder order = new StringBuilder();
            segments.forEach(segment -> order.append(segment == null ? '1' : '0'));
            return order.toString();
        }
    }

    private final Map<Integer, List<PathEntry>> byLength = new ConcurrentHashMap<>();

    @Override
    public synchronized void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        String onClass = path(resource.getResourceClass().getAnnotation(Path.class));
        String onMethod = path(method.getAnnotation(Path.class));
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                put(
                        http.value(),
                        onClass + "/" + onMethod,
                        new Operation(callers(resource.getResourceClass(), method), takesBody(method)));
            }
        }
    }

    /** Notes an operation; {@code path} is a template of Jakarta REST. */
    synchronized void put(String method, String path, Operation operation) {
        List<@Nullable String> segments = new ArrayList<>();
        for (String segment : segments(path.replaceAll("\\{[^/]*}", "{}"))) {
            segments.add(segment.contains("{}") ? null : segment);
        }
        List<PathEntry> places = new ArrayList<>(byLength.getOrDefault(segments.size(), List.of()));
        Optional<PathEntry> known = places.stream()
                .filter(place -> place.segments().equals(segments))
                .findFirst();
        Map<String, Operation> operations =
                new HashMap<>(known.map(PathEntry::operations).orElse(Map.of()));
        // Where two methods serve one operation in different forms, the narrower one counts.
        operations.merge(
                method,
                operation,
                (one, other) -> new Operation(
                        one.callers() instanceof Anybody ? other.callers() : one.callers(),
                        one.takesBody() || other.takesBody()));
        known.ifPresent(places::remove);
        places.add(new PathEntry(segments, operations));
        places.sort(Comparator.comparing(PathEntry::order));
        byLength.put(segments.size(), List.copyOf(places));
    }

    /** What is served under a path, if anything; as sent or normalised. */
    Optional<PathEntry> at(@Nullable String path) {
        if (path == null) {
            return Optional.empty();
        }
        List<String> segments = segments(path);
        return byLength.getOrDefault(segments.size(), List.of()).stream()
                .filter(place -> place.matches(segments))
                .findFirst();
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static String path(@Nullable Path path) {
        return path == null ? "" : path.value();
    }

    private static Callers callers(Class<?> resource, Method method) {
        return on(method.getAnnotations())
                .or(() -> on(resource.getAnnotations()))
                .or(() -> on(method.getDeclaringClass().getAnnotations()))
                .orElse(new Holders(Set.of()));
    }

    /** A parameter that nothing else of the request is put into is its body. */
    private static boolean takesBody(Method method) {
        return Arrays.stream(method.getParameters())
                .anyMatch(parameter -> Arrays.stream(parameter.getAnnotations())
                        .map(annotation -> annotation.annotationType().getName())
                        .noneMatch(
                                name -> name.startsWith("jakarta.ws.rs.") || name.startsWith("org.jboss.resteasy.")));
    }

    private static Optional<Callers> on(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof PermitAll) {
                return Optional.of(new Anybody());
            }
            if (annotation instanceof RolesAllowed roles) {
                return Optional.of(new Holders(Set.of(roles.value())));
            }
            if (annotation instanceof io.quarkus.security.Authenticated) {
                return Optional.of(new Holders(Set.of()));
            }
        }
        return Optional.empty();
    }
}
