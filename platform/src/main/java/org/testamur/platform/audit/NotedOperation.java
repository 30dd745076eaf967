package org.testamur.platform.audit;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names an operation as the OpenAPI document does.
 *
 * @param id its {@code operationId}
 * @param method POST and the like
 * @param path the template, such as {@code /catalog/micro-credentials/{id}}
 * @param said what it says of being noted, if anything
 */
record NotedOperation(
        String id, String method, String path, @Nullable Boolean said) {

    static NotedOperation of(Class<?> resource, Method operation) {
        String path = ("/" + path(resource.getAnnotation(Path.class)) + "/" + path(operation.getAnnotation(Path.class)))
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "")
                .replaceAll("\\{\\s*([\\w.-]+)\\s*:[^{}]*}", "{$1}");
        Audited audited = operation.getAnnotation(Audited.class);
        return new NotedOperation(
                id(resource, operation, path), http(operation), path, audited == null ? null : audited.value());
    }

    /** As platform/openapi makes it: with the service's name where the method is inherited. */
    private static String id(Class<?> resource, Method operation, String path) {
        if (operation.getDeclaringClass().equals(resource)) {
            return operation.getName();
        }
        String service = path.substring(1).split("/", 2)[0];
        return operation.getName()
                + "Of"
                + (service.isEmpty() ? "" : service.substring(0, 1).toUpperCase(Locale.ROOT) + service.substring(1));
    }

    private static String http(Method operation) {
        for (Annotation annotation : operation.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                return http.value();
            }
        }
        return "";
    }

    private static String path(@Nullable Path path) {
        return Optional.ofNullable(path).map(Path::value).orElse("");
    }
}
