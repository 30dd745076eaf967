package org.testamur.bench.row;

/** Something that a figure needs is not there; its message says what. */
public final class NotMeasurable extends Exception {

    private static final long serialVersionUID = 1L;

    public NotMeasurable(String why) {
        super(why);
    }

    public NotMeasurable(Exception because) {
        super(because.getMessage(), because);
    }
}
