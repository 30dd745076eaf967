package org.testamur.platform.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * Says which members of an answer are always there: those of a record that are not {@code @Nullable} and are not left
 * out when they are empty. Requests say it by constraints, and so what is a request's as well keeps to these.
 */
final class RequiredMembers {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName INCLUDE = DotName.createSimple(JsonInclude.class);
    private static final DotName PROPERTY = DotName.createSimple(JsonProperty.class);
    private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);

    private final Map<String, List<ClassInfo>> records = new HashMap<>();
    private final IndexView index;

    RequiredMembers(IndexView index) {
        this.index = index;
        for (ClassInfo type : index.getKnownClasses()) {
            if (type.isRecord()) {
                records.computeIfAbsent(Schemas.nameOf(type), key -> new ArrayList<>())
                        .add(type);
            }
        }
    }

    void require(OpenAPI document) {
        List<Schema> asked = new ArrayList<>();
        List<Schema> answered = new ArrayList<>();
        Schemas.operations(document).forEach(operation -> {
            asked.addAll(Schemas.requestBodies(operation));
            answered.addAll(Schemas.answers(operation));
        });
        Map<String, Schema> requests = Schemas.reached(document, asked);
        Schemas.reached(document, answered).forEach((name, schema) -> {
            if (!requests.containsKey(name) && schema.getProperties() != null) {
                record(name, schema).ifPresent(type -> require(type, schema));
            }
        });
    }

    private void require(ClassInfo type, Schema schema) {
        Set<String> required = new LinkedHashSet<>();
        if (schema.getRequired() != null) {
            required.addAll(schema.getRequired());
        }
        members(type).forEach((member, field) -> {
            if (schema.getProperties().containsKey(member) && !mayBeLeftOut(field.declaringClass(), field)) {
                required.add(member);
            }
        });
        if (!required.isEmpty()) {
            schema.setRequired(List.copyOf(required));
        }
    }

    private static boolean mayBeLeftOut(ClassInfo type, FieldInfo field) {
        return field.type().hasAnnotation(NULLABLE)
                || field.hasAnnotation(NULLABLE)
                || (leavesOutEmpty(type, field) && isContainer(field.type()));
    }

    private static boolean leavesOutEmpty(ClassInfo type, FieldInfo field) {
        AnnotationInstance include = field.annotation(INCLUDE);
        if (include == null) {
            include = type.declaredAnnotation(INCLUDE);
        }
        return include != null
                && include.value() != null
                && include.value().asEnum().equals(JsonInclude.Include.NON_EMPTY.name());
    }

    private static boolean isContainer(Type type) {
        return type.kind() == Type.Kind.ARRAY
                || type.kind() == Type.Kind.PARAMETERIZED_TYPE
                || type.name().toString().equals(String.class.getName());
    }

    /** The record that a schema describes: of its name, or of its name without the number that tells two of one name apart. */
    private Optional<ClassInfo> record(String name, Schema schema) {
        Collection<ClassInfo> named = records.getOrDefault(name, List.of());
        if (named.isEmpty()) {
            named = records.getOrDefault(name.replaceFirst("\\d+$", ""), List.of());
        }
        if (named.isEmpty() && name.startsWith("Page")) {
            named = records.getOrDefault("Page", List.of());
        }
        return named.stream()
                .filter(type -> members(type)
                        .keySet()
                        .containsAll(schema.getProperties().keySet()))
                .findFirst();
    }

    /** By name, with those of a record that stands in its place unwrapped. */
    private Map<String, FieldInfo> members(ClassInfo type) {
        Map<String, FieldInfo> members = new LinkedHashMap<>();
        for (FieldInfo field : type.unsortedFields()) {
            @Nullable
            ClassInfo unwrapped = field.hasAnnotation(UNWRAPPED)
                    ? index.getClassByName(field.type().name())
                    : null;
            if (unwrapped != null) {
                members.putAll(members(unwrapped));
            } else if (!java.lang.reflect.Modifier.isStatic(field.flags())) {
                AnnotationInstance property = field.annotation(PROPERTY);
                members.put(
                        property == null || property.value() == null
                                ? field.name()
                                : property.value().asString(),
                        field);
            }
        }
        return members;
    }
}
