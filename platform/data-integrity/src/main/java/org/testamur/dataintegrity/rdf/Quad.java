package org.testamur.dataintegrity.rdf;

import org.jspecify.annotations.Nullable;

/** Holds one RDF statement. Its terms are written as in canonical N-Quads, but blank nodes have any label. */
public record Quad(
        String subject,
        String predicate,
        String object,
        @Nullable String graph) {

    public static boolean isBlank(@Nullable String term) {
        return term != null && term.startsWith("_:");
    }

    void writeTo(StringBuilder out, Labels labels) {
        out.append(labels.of(subject)).append(' ').append(predicate).append(' ').append(labels.of(object));
        if (graph != null) {
            out.append(' ').append(labels.of(graph));
        }
        out.append(" .\n");
    }

    String line(Labels labels) {
        StringBuilder out = new StringBuilder(subject.length() + predicate.length() + object.length() + 16);
        writeTo(out, labels);
        return out.toString();
    }

    /** Says what to write for a term: other labels for blank nodes, everything else as it stands. */
    @FunctionalInterface
    interface Labels {
        String of(String term);
    }
}
