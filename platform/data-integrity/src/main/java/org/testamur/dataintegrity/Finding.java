package org.testamur.dataintegrity;

/**
 * Names one fault of a document at its JSON pointer (RFC 6901). A caller can report every fault at once.
 *
 * @param pointer where in the document; empty for the document as a whole; where that would be long, the nearest around
 *     it
 * @param kind what sort of fault
 * @param message what is wrong, for a person to read; cut where it would be long
 */
public record Finding(String pointer, Kind kind, String message) {
    /** A document may be one name that a thousand faults have in their place. */
    public static final int MAX_POINTER = 1_000;

    private static final int MAX_MESSAGE = 500;

    public Finding {
        if (pointer.length() > MAX_POINTER) {
            pointer = pointer.substring(0, Math.max(0, pointer.lastIndexOf('/', MAX_POINTER)));
        }
        if (message.length() > MAX_MESSAGE) {
            int end = Character.isHighSurrogate(message.charAt(MAX_MESSAGE - 1)) ? MAX_MESSAGE - 1 : MAX_MESSAGE;
            message = message.substring(0, end) + "...";
        }
    }

    public static Finding of(TooComplexException refusal) {
        return new Finding("", Kind.TOO_COMPLEX, String.valueOf(refusal.getMessage()));
    }

    /** The sorts of fault a document can have; their names are stable and may be shown to machines. */
    public enum Kind {
        /** A key that no context defines: its value would not be signed. */
        UNDEFINED_TERM,
        /** A type that no context defines: it would not be signed. */
        UNDEFINED_TYPE,
        /** An identifier that is no absolute IRI: what it identifies would not be signed. */
        RELATIVE_ID,
        /** A context that is not bundled; contexts are never fetched. */
        UNPINNED_CONTEXT,
        /** A context that is missing or cannot be processed. */
        INVALID_CONTEXT,
        /** A value that RDF cannot carry and that would therefore not be signed. */
        UNSIGNED_VALUE,
        /** A JSON-LD feature that this library refuses to guess about. */
        UNSUPPORTED,
        /** Text that is not well-formed Unicode. */
        ILL_FORMED_TEXT,
        /** A document that would take unbounded work. */
        TOO_COMPLEX,
        /** A document whose unnamed nodes tie, so that verifiers in use differ on its canonical form. */
        AMBIGUOUS_FORM,
        /** Something that the data model of Verifiable Credentials asks for and that is missing or of another form. */
        DATA_MODEL,
        /** A value that the JSON Schema forbids. */
        SCHEMA
    }

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "document" : pointer) + ": " + message + " [" + kind + "]";
    }
}
