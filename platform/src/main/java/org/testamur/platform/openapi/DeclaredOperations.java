package org.testamur.platform.openapi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;

/** Indexes the operations of a service by method and path, as its resource classes declare them. */
final class DeclaredOperations {

    private static final List<String> HTTP_METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final DotName OPERATION = DotName.createSimple(Operation.class);
    private static final DotName STREAM = DotName.createSimple("io.smallrye.mutiny.Multi");

    private final Map<String, DeclaredOperation> operations = new HashMap<>();

    DeclaredOperations(IndexView index) {
        for (AnnotationInstance path : index.getAnnotations(DeclaredOperation.PATH)) {
            if (path.target().kind() == AnnotationTarget.Kind.CLASS) {
                ClassInfo resource = path.target().asClass();
                ClassInfo declaring = resource;
                while (declaring != null) {
                    note(path, resource, declaring);
                    DotName parent = declaring.superName();
                    declaring = parent == null ? null : index.getClassByName(parent);
                }
            }
        }
    }

    Optional<DeclaredOperation> of(PathItem.HttpMethod http, String path) {
        return Optional.ofNullable(operations.get(http + " " + normalised(path)));
    }

    private void note(AnnotationInstance path, ClassInfo resource, ClassInfo declaring) {
        for (MethodInfo method : declaring.methods()) {
            for (String http : HTTP_METHODS) {
                if (method.hasAnnotation(DeclaredOperation.rest(http))) {
                    operations.merge(
                            http + " " + path(path, method.annotation(DeclaredOperation.PATH)),
                            isStream(method)
                                    ? new DeclaredOperation(resource, method, method)
                                    : new DeclaredOperation(resource, method, null),
                            DeclaredOperations::both);
                }
            }
        }
    }

    /** Two methods serve one operation in two forms: one of them is hidden, or a stream. */
    private static DeclaredOperation both(DeclaredOperation one, DeclaredOperation other) {
        boolean first = one.stream() == null && !isHidden(one.method());
        MethodInfo stream = one.stream() != null ? one.stream() : other.stream();
        DeclaredOperation shown = first ? one : other;
        return new DeclaredOperation(shown.resource(), shown.method(), stream);
    }

    private static boolean isStream(MethodInfo method) {
        return method.returnType().name().equals(STREAM);
    }

    private static boolean isHidden(MethodInfo method) {
        AnnotationInstance operation = method.annotation(OPERATION);
        return operation != null
                && operation.value("hidden") != null
                && operation.value("hidden").asBoolean();
    }

    private static String path(AnnotationInstance onClass, @Nullable AnnotationInstance onMethod) {
        String rest = onMethod == null ? "" : "/" + onMethod.value().asString();
        return normalised(onClass.value().asString() + rest);
    }

    /** Templates without their patterns, slashes once. */
    private static String normalised(String path) {
        String plain =
                ("/" + path).replaceAll("\\{\\s*([^:}\\s]+)[^}]*}", "{$1}").replaceAll("/+", "/");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
