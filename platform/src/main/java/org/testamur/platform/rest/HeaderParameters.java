package org.testamur.platform.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.idempotency.Idempotent;
import org.testamur.platform.tenancy.ActingAs;
import org.testamur.platform.tenancy.Caller;

/**
 * Writes into the OpenAPI document the headers that the platform reads, for each operation that has a use for them, and
 * the token that an operation asks for by an annotation of the class that it is inherited from.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class HeaderParameters implements OASFilter {

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName ACTING_AS = DotName.createSimple(ActingAs.class);
    private static final DotName IDEMPOTENT = DotName.createSimple(Idempotent.class);
    private static final DotName ROLES_ALLOWED = DotName.createSimple(RolesAllowed.class);
    private static final DotName PERMIT_ALL = DotName.createSimple(PermitAll.class);
    /** As the extension names the scheme that it adds. */
    private static final String SECURITY_SCHEME = "SecurityScheme";

    private static final Set<String> HTTP_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final Map<String, MethodInfo> methods = new HashMap<>();

    public HeaderParameters(IndexView index) {
        for (AnnotationInstance path : index.getAnnotations(PATH)) {
            if (path.target().kind() == AnnotationTarget.Kind.CLASS) {
                ClassInfo resource = path.target().asClass();
                while (resource != null) {
                    note(path, resource);
                    DotName parent = resource.superName();
                    resource = parent == null ? null : index.getClassByName(parent);
                }
            }
        }
    }

    private void note(AnnotationInstance path, ClassInfo resource) {
        for (MethodInfo method : resource.methods()) {
            HTTP_METHODS.stream()
                    .filter(http -> method.hasAnnotation(DotName.createSimple("jakarta.ws.rs." + http)))
                    .forEach(http -> methods.putIfAbsent(http + " " + path(path, method.annotation(PATH)), method));
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
            return;
        }
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((http, operation) -> add(http, path, operation)));
    }

    private void add(PathItem.HttpMethod http, String path, Operation operation) {
        MethodInfo method = methods.get(http + " " + normalised(path));
        String actor = method == null ? "" : actor(method);
        if (method != null
                && (operation.getSecurity() == null || operation.getSecurity().isEmpty())) {
            AnnotationInstance roles = method.declaringClass().declaredAnnotation(ROLES_ALLOWED);
            if (roles != null && !method.hasAnnotation(PERMIT_ALL)) {
                operation.addSecurityRequirement(OASFactory.createSecurityRequirement()
                        .addScheme(SECURITY_SCHEME, List.of(roles.value().asStringArray())));
            }
        }
        if (actor.equals("STAFF")) {
            operation.addParameter(header(
                    Caller.INSTITUTION_HEADER,
                    "Slug of the institution that the caller works for in this request. Needed when the token names"
                            + " several.",
                    "northfield"));
        }
        if (actor.equals("PARTNER")) {
            operation.addParameter(header(
                    Caller.EMPLOYER_HEADER,
                    "Slug of the employer that the caller works for in this request. Needed when the token names"
                            + " several.",
                    "brightwater"));
        }
        if (method != null && method.hasAnnotation(IDEMPOTENT)) {
            operation.addParameter(header(
                    "Idempotency-Key",
                    "Any text of up to 200 characters. The same request sent again with it within a day gets the first"
                            + " answer and changes nothing.",
                    "019a7f3e-enrol-lena-food-safety"));
        }
        operation.addParameter(header(
                FactToken.REQUEST_HEADER,
                "Values of " + FactToken.ANSWER_HEADER
                        + " from earlier answers, comma-separated: the request waits until those facts have arrived"
                        + " here, or is answered with 503.",
                null));
    }

    private static String actor(MethodInfo method) {
        AnnotationInstance acting = method.annotation(ACTING_AS);
        if (acting == null) {
            acting = method.declaringClass().declaredAnnotation(ACTING_AS);
        }
        return acting == null ? "" : acting.value().asEnum();
    }

    private static Parameter header(String name, String description, @Nullable String example) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .required(false)
                .example(example)
                .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
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
