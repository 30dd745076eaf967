package org.testamur.dataintegrity;

import org.jspecify.annotations.Nullable;

/** One RDF statement whose terms are already written as in canonical N-Quads, blank nodes still under any label. */
record Quad(
        String subject,
        String predicate,
        String object,
        @Nullable String graph) {

    static boolean isBlank(@Nullable String term) {
        return term != null && term.startsWith("_:");
    }

    static String iri(String iri) {
        return "<" + iri + ">";
    }

    /** A plain, language-tagged or typed literal, escaped as canonical N-Quads want it (RDFC-1.0, section 5). */
    static String literal(String value, @Nullable String datatype, @Nullable String language) {
        StringBuilder out = new StringBuilder(value.length() + 48).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < 0x20 || c == 0x7F) {
                        out.append("\\u00").append(hexDigit(c >> 4)).append(hexDigit(c & 0xF));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
        if (language != null) {
            out.append('@').append(language);
        } else if (datatype != null && !datatype.equals("http://www.w3.org/2001/XMLSchema#string")) {
            out.append("^^<").append(datatype).append('>');
        }
        return out.toString();
    }

    private static char hexDigit(int value) {
        return "0123456789ABCDEF".charAt(value);
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
