package org.testamur.dataintegrity.statuslist;

/**
 * Reports a status list or an index that cannot be used, under the error name of Bitstring Status List 1.0, section 5.
 */
public final class StatusListException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;

    StatusListException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** The names the specification gives to errors, to be shown as they are. */
    public enum Code {
        STATUS_RETRIEVAL_ERROR,
        STATUS_VERIFICATION_ERROR,
        STATUS_LIST_LENGTH_ERROR,
        RANGE_ERROR,
        MALFORMED_VALUE_ERROR
    }
}
