package org.testamur.platform.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Translates Bean Validation's violations to faults with JSON pointers. */
public final class Violations {

    private Violations() {}

    /** @param ofMethod whether the paths begin with a method and a parameter, which callers do not know */
    public static List<Fault> faults(Set<? extends ConstraintViolation<?>> violations, boolean ofMethod) {
        return violations.stream()
                .map(violation -> new Fault(pointer(violation.getPropertyPath(), ofMethod), violation.getMessage()))
                .sorted(Comparator.comparing(Fault::pointer).thenComparing(Fault::detail))
                .toList();
    }

    private static String pointer(Path path, boolean ofMethod) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (ofMethod && node.getKind() == ElementKind.METHOD) {
                continue;
            }
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKey() != null) {
                pointer.append('/').append(node.getKey());
            }
            if (node.getName() != null && node.getKind() != ElementKind.CONTAINER_ELEMENT) {
                if (ofMethod && node.getKind() == ElementKind.PARAMETER) {
                    pointer.append("query:").append(node.getName());
                } else {
                    pointer.append('/').append(node.getName());
                }
            }
        }
        return pointer.toString();
    }
}
