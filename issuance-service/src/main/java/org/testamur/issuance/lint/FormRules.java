package org.testamur.issuance.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Checks the form of a credential ({@link Fault.Rule#FORM}) and the names of its members. */
final class FormRules {

    /** A document may have a fault in each of its parts; these are enough to see what is wrong. */
    private static final int MOST = 200;

    /** Where a place would take longer to name, the nearest around it is named. */
    private static final int LONGEST_POINTER = 1_000;

    private final List<Fault> faults;
    private final int full;
    private final StringBuilder pointer = new StringBuilder();

    private FormRules(List<Fault> faults) {
        this.faults = faults;
        this.full = faults.size() + MOST;
    }

    static void check(ObjectNode credential, List<Fault> faults) {
        new FormRules(faults).check(credential);
        if (credential.has("proof")) {
            faults.add(new Fault("/proof", Fault.Rule.FORM, "it has a proof already"));
        }
    }

    private void check(JsonNode node) {
        if (node.isNull()) {
            find(Fault.Rule.FORM, "must be left out rather than null");
        } else if (node.isContainerNode() && node.isEmpty()) {
            find(Fault.Rule.FORM, "must be left out rather than empty");
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            int outside = enter(member.getKey().replace("~", "~0").replace("/", "~1"));
            name(member.getKey(), member.getValue(), node, outside == 0);
            check(member.getValue());
            pointer.setLength(outside);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                int outside = enter(Integer.toString(i));
                check(node.get(i));
                pointer.setLength(outside);
            }
        }
    }

    private void name(String name, JsonNode value, JsonNode node, boolean outermost) {
        switch (name) {
            // A name for this document alone would tell one part of it from another, and nothing to anybody else.
            case "id" -> {
                if (value.asText().startsWith("_:")) {
                    find(Fault.Rule.IDENTIFIER, "must be a URL");
                }
            }
            // JSON-LD would take it for the same, and readers of JSON would not see it.
            case "@id" -> find(Fault.Rule.IDENTIFIER, "must be called id");
            case "@type" -> {
                if (!node.has("@value")) {
                    find(Fault.Rule.FORM, "must be called type");
                }
            }
            case "@context" -> {
                if (!outermost) {
                    names(value);
                }
            }
            default -> {}
        }
    }

    /** Contexts within, such as an endorsement's. */
    private void names(JsonNode contexts) {
        for (JsonNode context : contexts.isArray() ? contexts : List.of(contexts)) {
            if (!context.isTextual()) {
                find(Fault.Rule.CONTEXT, "must be the name of a context");
            }
        }
    }

    private int enter(String step) {
        int outside = pointer.length();
        pointer.append('/').append(step);
        return outside;
    }

    private void find(Fault.Rule rule, String message) {
        if (faults.size() < full) {
            int end = pointer.length() <= LONGEST_POINTER
                    ? pointer.length()
                    : Math.max(0, pointer.lastIndexOf("/", LONGEST_POINTER));
            faults.add(new Fault(pointer.substring(0, end), rule, message));
        }
    }
}
