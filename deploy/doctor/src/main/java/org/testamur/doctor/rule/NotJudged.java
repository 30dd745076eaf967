package org.testamur.doctor.rule;

/** Tells that a rule compares with the past, and no look is old enough for that. */
final class NotJudged extends Exception {

    private static final long serialVersionUID = 1;

    NotJudged(String message) {
        super(message);
    }
}
