package org.testamur.dataintegrity;

/** Says that a document would take more work than any honest one needs. */
public final class TooComplexException extends Exception {
    private static final long serialVersionUID = 1L;

    public TooComplexException(String message) {
        super(message);
    }
}
