package org.testamur.platform.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/**
 * Refuses query parameters that an operation does not declare, each by its name, and one that is given twice where the
 * operation takes one: a misspelt filter would otherwise answer with everything. Pages for people let pass what they do
 * not know, as addresses that are shared collect parameters of others.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 200)
class KnownParameters implements ContainerRequestFilter {

    private static final int MOST_LISTED = 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,80}");

    private final ResourceInfo resource;
    private final Map<Method, Declared> declared = new ConcurrentHashMap<>();

    KnownParameters(@Context ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        Method method = resource.getResourceMethod();
        if (query == null || query.isEmpty() || method == null) {
            return;
        }
        Declared known = declared.computeIfAbsent(method, key -> Declared.by(resource.getResourceClass(), key));
        List<Fault> faults = known.faults(request.getUriInfo().getQueryParameters());
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults.stream().limit(MOST_LISTED).toList(), faults.size());
        }
    }

    /**
     * The query parameters of an operation.
     *
     * @param repeatable by name, whether it may be given several times
     */
    record Declared(SortedMap<String, Boolean> repeatable, boolean page) {

        static Declared by(Class<?> resource, Method method) {
            SortedMap<String, Boolean> repeatable = new TreeMap<>();
            for (Parameter parameter : method.getParameters()) {
                note(parameter.getAnnotation(QueryParam.class), parameter.getType(), repeatable);
                if (parameter.isAnnotationPresent(BeanParam.class)) {
                    fields(parameter.getType(), repeatable);
                }
            }
            fields(resource, repeatable);
            return new Declared(repeatable, isPage(method.getAnnotation(Produces.class), resource));
        }

        List<Fault> faults(Map<String, ? extends List<String>> given) {
            if (page) {
                return List.of();
            }
            List<Fault> faults = new ArrayList<>();
            given.forEach((name, values) -> {
                Boolean mayRepeat = repeatable.get(name);
                if (mayRepeat == null) {
                    faults.add(
                            new Fault(pointer(name), "is not a parameter of this operation, which takes " + names()));
                } else if (values.size() > 1 && !mayRepeat) {
                    faults.add(new Fault(pointer(name), "must be given once"));
                }
            });
            return faults.stream()
                    .sorted(java.util.Comparator.comparing(Fault::pointer))
                    .toList();
        }

        private String names() {
            return repeatable.isEmpty() ? "none" : String.join(", ", repeatable.keySet());
        }

        private static String pointer(String name) {
            return "query:" + (NAME.matcher(name).matches() ? name : "");
        }

        private static void fields(@Nullable Class<?> type, Map<String, Boolean> repeatable) {
            for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
                for (Field field : at.getDeclaredFields()) {
                    note(field.getAnnotation(QueryParam.class), field.getType(), repeatable);
                    if (field.isAnnotationPresent(BeanParam.class)) {
                        fields(field.getType(), repeatable);
                    }
                }
            }
        }

        private static void note(@Nullable QueryParam parameter, Class<?> type, Map<String, Boolean> repeatable) {
            if (parameter != null) {
                repeatable.put(parameter.value(), Collection.class.isAssignableFrom(type) || type.isArray());
            }
        }

        private static boolean isPage(@Nullable Produces onMethod, Class<?> resource) {
            return Optional.ofNullable(onMethod)
                    .or(() -> Optional.ofNullable(resource.getAnnotation(Produces.class)))
                    .stream()
                    .flatMap(produces -> java.util.Arrays.stream(produces.value()))
                    .anyMatch(type -> type.startsWith(MediaType.TEXT_HTML));
        }
    }
}
