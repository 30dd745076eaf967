package org.testamur.dataintegrity.jsonld;

import com.apicatalog.jsonld.lang.Keywords;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the inline contexts of one document by their JSON alone, before any of them is processed. A processor copies
 * all terms for each context. It reads a context within a term once for each definition and use of the term, and
 * follows terms defined by other terms to any depth. Usual documents define a dozen terms.
 */
final class ContextBounds {
    /** The most inline contexts that the nodes of one document may have. */
    static final int MOST_CONTEXTS = 200;

    /** Terms that one document defines, those of contexts within terms among them. */
    static final int MOST_TERMS = 1_000;

    /** Contexts that stand within terms or in an array, bundled ones that are named there among them. */
    static final int MOST_WITHIN = 64;

    /** How deep contexts stand in terms of contexts. */
    static final int DEEPEST = 4;

    /** How many terms are defined by one another in a row. */
    static final int LONGEST_CHAIN = 16;

    /** Characters of one term, IRI or language. */
    static final int LONGEST_TEXT = 1_000;

    private int contexts;
    private int terms;
    private int within;

    private record Nested(JsonNode context, int depth) {}

    /** Why the context may not be processed; null if it may. */
    @Nullable
    String refusal(JsonNode context) {
        if (++contexts > MOST_CONTEXTS) {
            return "more than " + MOST_CONTEXTS + " contexts within the document";
        }
        ArrayDeque<Nested> open = new ArrayDeque<>(List.of(new Nested(context, 0)));
        while (!open.isEmpty()) {
            Nested next = open.pop();
            if (next.depth > DEEPEST) {
                return "contexts within contexts, more than " + DEEPEST + " deep";
            }
            if (next.context.isArray()) {
                for (JsonNode item : next.context) {
                    if (++within > MOST_WITHIN) {
                        return manyWithin();
                    }
                    // An array of arrays is no deeper a context, but no more bounded either.
                    open.push(new Nested(item, next.depth + (item.isArray() ? 1 : 0)));
                }
            } else if (next.context.isObject()) {
                String refusal = definitions(next, open);
                if (refusal != null) {
                    return refusal;
                }
            } else if (next.context.isTextual() && next.context.textValue().length() > LONGEST_TEXT) {
                return longText();
            }
        }
        return null;
    }

    private @Nullable String definitions(Nested context, ArrayDeque<Nested> open) {
        terms += context.context.size();
        if (terms > MOST_TERMS) {
            return "more than " + MOST_TERMS + " terms defined within the document";
        }
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> term : context.context.properties()) {
            JsonNode definition = term.getValue();
            if (term.getKey().length() > LONGEST_TEXT || hasLongText(definition)) {
                return longText();
            }
            JsonNode scoped = definition.get(Keywords.CONTEXT);
            if (scoped != null) {
                if (++within > MOST_WITHIN) {
                    return manyWithin();
                }
                open.push(new Nested(scoped, context.depth + 1));
            }
            uses.put(term.getKey(), uses(term.getKey(), definition));
        }
        return hasLongChain(uses)
                ? "terms defined by one another, more than " + LONGEST_CHAIN + " in a row or in a circle"
                : null;
    }

    private static boolean hasLongText(JsonNode definition) {
        if (definition.isTextual()) {
            return definition.textValue().length() > LONGEST_TEXT;
        }
        for (Map.Entry<String, JsonNode> member : definition.properties()) {
            JsonNode value = member.getValue();
            if (member.getKey().length() > LONGEST_TEXT
                    || (value.isTextual() && value.textValue().length() > LONGEST_TEXT)
                    || (value.isArray() && value.size() > MOST_WITHIN)) {
                return true;
            }
        }
        return false;
    }

    /** The terms of the same context that may have to be defined first. */
    private static Set<String> uses(String term, JsonNode definition) {
        Set<String> names = new HashSet<>();
        name(term, names);
        // A term that stands for itself is not defined by another.
        names.remove(term);
        if (definition.isTextual()) {
            name(definition.textValue(), names);
        } else {
            for (Map.Entry<String, JsonNode> member : definition.properties()) {
                if (member.getValue().isTextual()) {
                    name(member.getValue().textValue(), names);
                }
            }
        }
        return names;
    }

    private static void name(String text, Set<String> names) {
        names.add(text);
        int colon = text.indexOf(':');
        if (colon > 0) {
            names.add(text.substring(0, colon));
        }
    }

    /** Counts in rounds: after as many as a chain may be long, nothing may be left that waits for something else. */
    private static boolean hasLongChain(Map<String, Set<String>> uses) {
        Map<String, Set<String>> waiting = new HashMap<>();
        uses.forEach((term, names) -> {
            Set<String> others = new HashSet<>(names);
            others.retainAll(uses.keySet());
            others.remove(term);
            if (!others.isEmpty()) {
                waiting.put(term, others);
            }
        });
        for (int round = 1; round < LONGEST_CHAIN && !waiting.isEmpty(); round++) {
            Set<String> before = Set.copyOf(waiting.keySet());
            waiting.values().removeIf(others -> others.stream().noneMatch(before::contains));
        }
        return !waiting.isEmpty();
    }

    private static String manyWithin() {
        return "more than " + MOST_WITHIN + " contexts within contexts";
    }

    private static String longText() {
        return "a context with a text of more than " + LONGEST_TEXT + " characters";
    }
}
