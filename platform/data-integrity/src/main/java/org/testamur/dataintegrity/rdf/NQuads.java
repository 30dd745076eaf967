package org.testamur.dataintegrity.rdf;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Writes terms and orders lines as canonical N-Quads (RDFC-1.0), for callers that assemble a canonical form themselves.
 */
public final class NQuads {
    /** The order of canonical lines: by Unicode code point, which is not Java's own. */
    public static final Comparator<String> LINE_ORDER = CodePoints::compare;

    private NQuads() {}

    /** An IRI reference; the IRI must already be absolute and well-formed. */
    public static String iri(String iri) {
        return "<" + iri + ">";
    }

    /** A plain, language-tagged or typed literal, escaped as canonical N-Quads want it (RDFC-1.0, section 5). */
    public static String literal(String value, @Nullable String datatype, @Nullable String language) {
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
}
