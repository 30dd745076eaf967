package org.testamur.platform.openapi;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.MethodParameterInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.paging.Page;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Actor;

/**
 * Describes an operation as its method and its class declare it.
 *
 * @param resource the class that is served; the method may be inherited
 * @param method the one that answers with a document
 * @param stream the one that answers the same request with server-sent events, if there is one
 */
record DeclaredOperation(
        ClassInfo resource, MethodInfo method, @Nullable MethodInfo stream) {

    static final DotName PATH = rest("Path");
    private static final DotName PRODUCES = rest("Produces");
    private static final DotName CONSUMES = rest("Consumes");
    private static final DotName HEADER = rest("HeaderParam");
    private static final String FORM = "jakarta.ws.rs.FormParam";
    private static final DotName REQUEST = rest("core.Request");
    private static final DotName PAGE = DotName.createSimple(Page.class);
    private static final DotName ROLES_ALLOWED = DotName.createSimple(RolesAllowed.class);
    private static final DotName PERMIT_ALL = DotName.createSimple(PermitAll.class);
    private static final DotName AUTHENTICATED = DotName.createSimple("io.quarkus.security.Authenticated");
    private static final List<DotName> WHO_MAY = List.of(ROLES_ALLOWED, PERMIT_ALL, AUTHENTICATED);

    static DotName rest(String name) {
        return DotName.createSimple("jakarta.ws.rs." + name);
    }

    /** Whether anybody may call it, without a token. */
    boolean isOpen() {
        return whoMay().filter(who -> who.name().equals(PERMIT_ALL)).isPresent();
    }

    /** The roles that permit a call, one of them being enough; empty where none is needed. */
    List<String> roles() {
        return whoMay().filter(who -> who.name().equals(ROLES_ALLOWED))
                .map(who -> List.of(who.value().asStringArray()))
                .orElse(List.of());
    }

    private Optional<AnnotationInstance> whoMay() {
        return Stream.of(
                        method.annotations(),
                        resource.declaredAnnotations(),
                        method.declaringClass().declaredAnnotations())
                .flatMap(annotations ->
                        annotations.stream()
                                .filter(annotation -> WHO_MAY.contains(annotation.name()))
                                .findFirst()
                                .stream())
                .findFirst();
    }

    Optional<Actor> actor() {
        return annotation(DotName.createSimple(ActingAs.class))
                .map(acting -> Actor.valueOf(acting.value().asEnum()));
    }

    /** Whether a log-in that is no registered learner is refused. */
    boolean needsRegistration() {
        return actor().filter(Actor.SELF::equals).isPresent()
                && annotation(DotName.createSimple(ActingAs.class))
                        .map(acting -> acting.value("known"))
                        .map(known -> known.asBoolean())
                        .orElse(true);
    }

    boolean isIdempotent() {
        return annotation(DotName.createSimple(Idempotent.class)).isPresent();
    }

    /** Whether a parameter is read from the body: one without an annotation of its place, or a field of a form. */
    boolean takesBody() {
        return method.parameters().stream()
                .anyMatch(parameter -> parameter.annotations().stream()
                        .map(annotation -> annotation.name().toString())
                        .noneMatch(name -> !name.equals(FORM)
                                && (name.startsWith("jakarta.ws.rs.") || name.startsWith("org.jboss.resteasy."))));
    }

    boolean readsHeader(String name) {
        return method.parameters().stream()
                .map(parameter -> parameter.annotation(HEADER))
                .anyMatch(header -> header != null && header.value().asString().equalsIgnoreCase(name));
    }

    /** Whether it answers 304 to who has the present state already. */
    boolean isConditional() {
        return hasParameter(REQUEST) || (isOpen() && isPaged());
    }

    boolean isPaged() {
        Type answer = method.returnType();
        return answer.kind() == Type.Kind.PARAMETERIZED_TYPE
                && answer.asParameterizedType().arguments().getFirst().name().equals(PAGE);
    }

    /** The type of what a list holds, from {@code RestResponse<Page<T>>}; the method's return type if it is no list. */
    DotName item() {
        Type type = method.returnType();
        while (type.kind() == Type.Kind.PARAMETERIZED_TYPE) {
            type = type.asParameterizedType().arguments().getFirst();
        }
        return type.name();
    }

    private boolean hasParameter(DotName type) {
        return method.parameters().stream()
                .map(MethodParameterInfo::type)
                .anyMatch(of -> of.name().equals(type));
    }

    List<String> produces() {
        return annotation(PRODUCES)
                .map(produces -> List.of(produces.value().asStringArray()))
                .orElse(List.of());
    }

    /** Whether it is for bodies of named types only. */
    boolean namesBodyTypes() {
        return annotation(CONSUMES).isPresent();
    }

    private Optional<AnnotationInstance> annotation(DotName name) {
        return Stream.of(
                        Optional.ofNullable(method.declaredAnnotation(name)),
                        Optional.ofNullable(resource.declaredAnnotation(name)),
                        Optional.ofNullable(method.declaringClass().declaredAnnotation(name)))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
