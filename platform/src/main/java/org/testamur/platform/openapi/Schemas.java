package org.testamur.platform.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jspecify.annotations.Nullable;

/** Walks the schemas of a document. */
final class Schemas {

    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final String COMPONENTS = "#/components/schemas/";

    private Schemas() {}

    /** Rewrites what only Java reads: its regular expressions, and the properties of Jackson's own types. */
    static void tidy(OpenAPI document) {
        Map<String, Schema> named = named(document);
        Schema json = named.get("JsonNode");
        if (json != null) {
            json.setProperties(null);
            json.setAdditionalPropertiesBoolean(true);
        }
        Schema instant = named.get("Instant");
        if (instant != null) {
            instant.setDescription("A time in UTC. Answers have three decimals of a second, whatever was finer cut off;"
                    + " requests may have any number of them.");
            instant.setExamples(List.of("2026-11-30T04:37:08.120Z"));
        }
        Consumer<Schema> tidy = schema -> {
            if (schema.getPattern() != null) {
                schema.setPattern(EcmaPattern.of(schema.getPattern()));
            }
            if (schema.getRef() != null) {
                // What it refers to says the type.
                schema.setType(null);
            } else if (isAnyObject(schema)) {
                schema.setAdditionalPropertiesBoolean(true);
            }
        };
        Map<Schema, Boolean> seen = new IdentityHashMap<>();
        named.values().forEach(schema -> walk(schema, seen, tidy));
        operations(document).forEach(operation -> {
            if (operation.getParameters() != null) {
                operation.getParameters().forEach(parameter -> {
                    if (parameter.getSchema() != null) {
                        walk(parameter.getSchema(), seen, tidy);
                    }
                });
            }
            bodies(operation).forEach(schema -> walk(schema, seen, tidy));
        });
    }

    /**
     * Returns whether a schema describes an object without members. It may hold anything, but generators would take it
     * for empty.
     */
    private static boolean isAnyObject(Schema schema) {
        return schema.getType() != null
                && schema.getType().contains(Schema.SchemaType.OBJECT)
                && schema.getProperties() == null
                && schema.getAdditionalPropertiesSchema() == null
                && schema.getAdditionalPropertiesBoolean() == null
                && schema.getAllOf() == null
                && schema.getOneOf() == null
                && schema.getAnyOf() == null;
    }

    static Map<String, Schema> named(OpenAPI document) {
        return document.getComponents() == null || document.getComponents().getSchemas() == null
                ? Map.of()
                : document.getComponents().getSchemas();
    }

    /** What a schema refers to, or itself. */
    static @Nullable Schema resolved(OpenAPI document, @Nullable Schema schema) {
        String name = schema == null ? null : name(schema);
        return name == null ? schema : named(document).get(name);
    }

    static @Nullable String name(Schema schema) {
        String ref = schema.getRef();
        return ref != null && ref.startsWith(COMPONENTS) ? ref.substring(COMPONENTS.length()) : null;
    }

    /** The name under which a document has the schema of a class. */
    static String nameOf(ClassInfo type) {
        AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
        return schema != null && schema.value("name") != null
                ? schema.value("name").asString()
                : type.simpleName();
    }

    /** Takes away what no operation leads to, such as the types of Jackson's own members. */
    static void dropUnused(OpenAPI document) {
        List<Schema> used = new ArrayList<>();
        operations(document).forEach(operation -> {
            used.addAll(bodies(operation));
            if (operation.getParameters() != null) {
                operation.getParameters().stream()
                        .flatMap(parameter -> Stream.ofNullable(parameter.getSchema()))
                        .forEach(used::add);
            }
        });
        if (document.getComponents().getResponses() != null) {
            document.getComponents()
                    .getResponses()
                    .values()
                    .forEach(response -> used.addAll(schemas(response.getContent())));
        }
        Map<String, Schema> reached = reached(document, used);
        List.copyOf(named(document).keySet()).stream()
                .filter(name -> !reached.containsKey(name))
                .forEach(document.getComponents()::removeSchema);
    }

    /** The named schemas that these lead to, and those that they lead to. */
    static Map<String, Schema> reached(OpenAPI document, Collection<Schema> from) {
        Map<String, Schema> reached = new LinkedHashMap<>();
        List<Schema> open = new ArrayList<>(from);
        Map<Schema, Boolean> seen = new IdentityHashMap<>();
        while (!open.isEmpty()) {
            walk(open.removeLast(), seen, schema -> {
                String name = name(schema);
                Schema target = name == null ? null : named(document).get(name);
                if (name != null && target != null && reached.putIfAbsent(name, target) == null) {
                    open.add(target);
                }
            });
        }
        return reached;
    }

    static List<Operation> operations(OpenAPI document) {
        return document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .toList();
    }

    static List<Schema> requestBodies(Operation operation) {
        return operation.getRequestBody() == null
                ? List.of()
                : schemas(operation.getRequestBody().getContent());
    }

    static List<Schema> answers(Operation operation) {
        List<Schema> answers = new ArrayList<>();
        for (APIResponse response : operation.getResponses().getAPIResponses().values()) {
            answers.addAll(schemas(response.getContent()));
        }
        return answers;
    }

    private static List<Schema> bodies(Operation operation) {
        List<Schema> bodies = new ArrayList<>(requestBodies(operation));
        bodies.addAll(answers(operation));
        return bodies;
    }

    private static List<Schema> schemas(@Nullable Content content) {
        List<Schema> schemas = new ArrayList<>();
        if (content != null && content.getMediaTypes() != null) {
            content.getMediaTypes().values().forEach(type -> {
                if (type.getSchema() != null) {
                    schemas.add(type.getSchema());
                }
            });
        }
        return schemas;
    }

    private static void walk(Schema schema, Map<Schema, Boolean> seen, Consumer<Schema> visitor) {
        if (seen.put(schema, true) != null) {
            return;
        }
        visitor.accept(schema);
        List<Schema> inside = new ArrayList<>();
        addAll(
                inside,
                schema.getProperties() == null ? null : schema.getProperties().values());
        addAll(inside, schema.getAllOf());
        addAll(inside, schema.getAnyOf());
        addAll(inside, schema.getOneOf());
        if (schema.getItems() != null) {
            inside.add(schema.getItems());
        }
        if (schema.getAdditionalPropertiesSchema() != null) {
            inside.add(schema.getAdditionalPropertiesSchema());
        }
        inside.forEach(each -> walk(each, seen, visitor));
    }

    private static void addAll(List<Schema> into, @Nullable Collection<Schema> schemas) {
        if (schemas != null) {
            into.addAll(schemas);
        }
    }
}
