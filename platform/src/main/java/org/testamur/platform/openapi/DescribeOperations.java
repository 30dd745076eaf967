package org.testamur.platform.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.jboss.jandex.IndexView;

/**
 * Completes the OpenAPI document of a service by what its operations' annotations imply: who may call, the headers of
 * requests and answers, the errors, and which members of an answer are always there. A resource says of its errors only
 * what is its own.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescribeOperations implements OASFilter {

    private final IndexView index;
    private final DeclaredOperations declared;
    private final RequiredMembers requiredMembers;

    public DescribeOperations(IndexView index) {
        this.index = index;
        this.declared = new DeclaredOperations(index);
        this.requiredMembers = new RequiredMembers(index);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
            return;
        }
        SharedParts parts = new SharedParts(document, index);
        LogIn.describe(document, LogIn.BEHIND_THE_GATEWAY);
        Schemas.tidy(document);
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .forEach((http, operation) -> declared.of(http, path)
                                .ifPresent(known -> describe(document, parts, path, http, known, operation))));
        requiredMembers.require(document);
        Schemas.dropUnused(document);
    }

    private static void describe(
            OpenAPI document,
            SharedParts parts,
            String path,
            PathItem.HttpMethod http,
            DeclaredOperation declared,
            Operation operation) {
        operation.setOperationId(id(path, declared));
        operation.setSecurity(null);
        if (!declared.isOpen()) {
            operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(LogIn.SCHEME, List.of()));
            if (!declared.roles().isEmpty()) {
                operation.addExtension(LogIn.ROLES, declared.roles());
            }
        } else {
            operation.setSecurity(List.of());
        }
        RequestHeaders.add(declared, operation);
        ParameterTexts.add(operation);
        Answers.complete(parts, declared, operation);
        AnswerHeaders.add(document, parts, http, declared, operation);
        Errors.add(parts, declared, operation);
    }

    /** The method's name, and the service's where the method is inherited: no two operations of the platform share it. */
    private static String id(String path, DeclaredOperation declared) {
        String name = declared.method().name();
        if (declared.method().declaringClass().name().equals(declared.resource().name())) {
            return name;
        }
        String service = path.substring(1).split("/", 2)[0];
        return name + "Of" + service.substring(0, 1).toUpperCase(Locale.ROOT) + service.substring(1);
    }
}
