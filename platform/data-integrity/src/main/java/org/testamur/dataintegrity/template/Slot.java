package org.testamur.dataintegrity.template;

/**
 * Marks a member whose value differs from one document to the next.
 *
 * @param pointer the JSON pointer (RFC 6901) of a string
 * @param kind what the value must look like
 */
public record Slot(String pointer, ValueKind kind) {

    /** What a value of a slot must look like; any other goes to the general path. */
    public enum ValueKind {
        /** An absolute {@code https}, {@code http}, {@code urn} or {@code did} IRI of ASCII characters. */
        IRI,
        /** Any well-formed text, the empty one too. */
        TEXT,
        /** A date and time with seconds and an offset, such as {@code 2026-11-01T12:00:00Z}. */
        DATE_TIME,
        /** A decimal number without sign or leading zeros, written as text. */
        INTEGER_TEXT
    }
}
