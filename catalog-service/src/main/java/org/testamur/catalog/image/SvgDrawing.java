package org.testamur.catalog.image;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts the elements that a viewer paints for an SVG: each element, and again with each reference to it. References are
 * {@code use} and all else that names an element of the image: patterns, masks, markers, filters.
 */
final class SvgDrawing {

    /** How often an element paints what it refers to. */
    enum Reference {
        /** Once: use, mask, clip-path, filter. */
        ONCE,
        /** For itself and each element within it, to which the property is passed on: fill, stroke. */
        INHERITED,
        /** The same, at each vertex. */
        MARKER
    }

    /** More make viewers slow. */
    static final int MOST_RENDERED = 1_000;

    private static final int DEEPEST_REFERENCES = 16;
    /** Painted where they are referred to, not where they stand. */
    private static final Set<String> TEMPLATES =
            Set.of("defs", "symbol", "pattern", "mask", "clipPath", "marker", "filter");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern ONE_NUMBER = Pattern.compile("[hHvV]");
    private static final Pattern NO_NUMBER = Pattern.compile("[zZ]");

    private final Map<String, Node> byId = new HashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();
    private final List<OfStyle> ofStyles = new ArrayList<>();
    private @Nullable Node root;
    private boolean repeatedId;

    private static final class Node {
        private final String element;
        private final List<Node> children = new ArrayList<>();
        private final Map<String, Reference> references = new LinkedHashMap<>();
        private long vertices;
        private long rendered = -1;

        Node(String element) {
            this.element = element;
        }
    }

    private record OfStyle(String id, boolean mayBeMarker) {}

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String fault) {
            super(fault);
        }
    }

    void start(String element) {
        Node node = new Node(element);
        if (open.isEmpty()) {
            root = node;
        } else {
            open.element().children.add(node);
        }
        open.push(node);
    }

    void end() {
        open.pop();
    }

    /** The id of the element that was started last. */
    void id(String id) {
        repeatedId |= byId.putIfAbsent(id, open.element()) != null;
    }

    /** A reference of the element that was started last. */
    void reference(String id, Reference kind) {
        open.element().references.merge(id, kind, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    /** The coordinates of the element that was started last. */
    void coordinates(String numbers) {
        long count = NUMBER.matcher(numbers).results().count();
        open.element().vertices += (ONE_NUMBER.matcher(numbers).find() ? count : count / 2)
                + NO_NUMBER.matcher(numbers).results().count()
                + 1;
    }

    /** A reference from a style sheet, which may hold for every element, or for every vertex. */
    void styleReference(String id, boolean mayBeMarker) {
        ofStyles.add(new OfStyle(id, mayBeMarker));
    }

    Optional<String> fault() {
        if (root == null) {
            return Optional.empty();
        }
        if (repeatedId) {
            return Optional.of("gives one id to several elements");
        }
        try {
            long painted = rendered(root, new HashSet<>());
            long rendered = painted;
            for (OfStyle style : ofStyles) {
                Node target = byId.get(style.id());
                if (target != null) {
                    long times = style.mayBeMarker() ? Math.max(painted, vertices(root)) : painted;
                    rendered += times * rendered(target, new HashSet<>());
                }
            }
            if (rendered > MOST_RENDERED) {
                throw tooMany();
            }
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(Objects.requireNonNull(e.getMessage()));
        }
    }

    private long rendered(Node node, Set<Node> within) throws Refused {
        if (node.rendered >= 0) {
            return node.rendered;
        }
        if (!SvgNames.isPainted(node.element)) {
            return 0;
        }
        if (isGradient(node)) {
            return 0;
        }
        long sum = 1;
        for (Node child : node.children) {
            sum += TEMPLATES.contains(child.element) ? 0 : rendered(child, within);
        }
        long painted = sum;
        for (Map.Entry<String, Reference> reference : node.references.entrySet()) {
            Node target = byId.get(reference.getKey());
            if (target == null) {
                continue;
            }
            if (within.size() == DEEPEST_REFERENCES) {
                throw new Refused("has references nested deeper than " + DEEPEST_REFERENCES);
            }
            if (!within.add(target)) {
                throw new Refused("has an element that refers to itself: " + SvgReader.shortened(reference.getKey()));
            }
            long times = switch (reference.getValue()) {
                case ONCE -> 1;
                case INHERITED -> painted;
                case MARKER -> Math.max(painted, vertices(node));
            };
            sum += times * rendered(target, within);
            within.remove(target);
        }
        if (sum > MOST_RENDERED) {
            throw tooMany();
        }
        node.rendered = sum;
        return sum;
    }

    private static long vertices(Node node) {
        return node.vertices
                + node.children.stream().mapToLong(SvgDrawing::vertices).sum();
    }

    /** Paints as one colour does, however many stops it has. */
    private static boolean isGradient(Node node) {
        return node.element.equals("linearGradient") || node.element.equals("radialGradient");
    }

    private static Refused tooMany() {
        return new Refused("renders more than " + MOST_RENDERED + " elements, repeated references counted");
    }
}
