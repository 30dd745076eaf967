package org.testamur.dataintegrity.rdf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the RDF statements of a JSON-LD document, independent of where and under which name a member states them. A
 * member that is moved into a nested node with the same id, or renamed by a context, gives the same statements, and a
 * signature does not tell them apart.
 */
public final class Statements {
    private static final String TYPE = NQuads.iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");

    private final String root;
    private final Collection<Quad> quads;
    private final Map<String, Set<Quad>> outermost;
    private final Map<String, List<Quad>> bySubject = new HashMap<>();

    /**
     * @param root the term of the node that the document is about
     * @param outermost what the members of the document's top level state themselves, by their names
     */
    public Statements(String root, Collection<Quad> quads, Map<String, Set<Quad>> outermost) {
        this.root = root;
        this.quads = quads;
        this.outermost = outermost;
        for (Quad quad : quads) {
            if (quad.graph() == null) {
                bySubject
                        .computeIfAbsent(quad.subject(), node -> new ArrayList<>())
                        .add(quad);
            }
        }
    }

    /** The node that the document is about. */
    public Term root() {
        return new Term(root);
    }

    /** What is stated of a node in the document's own graph under a predicate; each value once. */
    public List<Term> values(Term node, String predicate) {
        String term = NQuads.iri(predicate);
        List<Term> values = new ArrayList<>();
        for (Quad quad : bySubject.getOrDefault(node.term, List.of())) {
            if (quad.predicate().equals(term)) {
                values.add(new Term(quad.object()));
            }
        }
        return values;
    }

    /**
     * Whether each value of the document's node under a predicate stands at the document's top level under a name, so that
     * who looks there sees them all. Values are compared, not counted: one that is written twice would make room for
     * another that is hidden.
     */
    public boolean allStandUnder(String name, String predicate) {
        String term = NQuads.iri(predicate);
        Set<Quad> there = outermost.getOrDefault(name, Set.of());
        for (Quad quad : bySubject.getOrDefault(root, List.of())) {
            if (quad.predicate().equals(term) && !there.contains(quad)) {
                return false;
            }
        }
        return true;
    }

    /** The IRIs of a node's types. */
    public List<String> types(Term node) {
        List<String> types = new ArrayList<>();
        for (Quad quad : bySubject.getOrDefault(node.term, List.of())) {
            String iri = quad.predicate().equals(TYPE) ? new Term(quad.object()).iri() : null;
            if (iri != null) {
                types.add(iri);
            }
        }
        return types;
    }

    /** Counts the nodes of all graphs that have one of the types, without the node that the document is about. */
    public int othersOfType(Set<String> types) {
        Set<String> nodes = new LinkedHashSet<>();
        for (Quad quad : quads) {
            if (quad.predicate().equals(TYPE) && types.contains(new Term(quad.object()).iri())) {
                nodes.add(quad.subject());
            }
        }
        nodes.remove(root);
        return nodes.size();
    }

    /** A node or a value, as canonical N-Quads write it. */
    public record Term(String term) {

        /** Null for what is no IRI. */
        public @Nullable String iri() {
            return term.startsWith("<") ? term.substring(1, term.length() - 1) : null;
        }

        public boolean isLiteral() {
            return term.startsWith("\"");
        }

        /** The text of a literal; null for a node. */
        public @Nullable String text() {
            return isLiteral() ? unescaped(term.substring(1, term.lastIndexOf('"'))) : null;
        }

        /** The IRI of a literal's datatype; null for a plain or tagged text. */
        public @Nullable String datatype() {
            int end = isLiteral() ? term.lastIndexOf('"') : -1;
            return end >= 0 && term.startsWith("^^<", end + 1) ? term.substring(end + 4, term.length() - 1) : null;
        }

        private static String unescaped(String text) {
            if (text.indexOf('\\') < 0) {
                return text;
            }
            StringBuilder out = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c != '\\') {
                    out.append(c);
                    continue;
                }
                char escaped = text.charAt(++i);
                switch (escaped) {
                    case 'b' -> out.append('\b');
                    case 't' -> out.append('\t');
                    case 'n' -> out.append('\n');
                    case 'f' -> out.append('\f');
                    case 'r' -> out.append('\r');
                    case 'u' -> {
                        out.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                        i += 4;
                    }
                    default -> out.append(escaped);
                }
            }
            return out.toString();
        }
    }
}
