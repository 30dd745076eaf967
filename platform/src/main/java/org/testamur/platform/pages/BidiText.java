package org.testamur.platform.pages;

import java.text.Bidi;

/** Keeps a name's writing direction to itself within a sentence (UAX #9 §2.4, {@code bdi} of HTML as characters). */
public final class BidiText {

    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

    private BidiText() {}

    /** The name as it is where it reads as its surroundings do. */
    public static String isolated(String name, PageLanguage language) {
        Bidi bidi = new Bidi(name, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        boolean alike = language.direction().equals("rtl") ? bidi.isRightToLeft() : bidi.isLeftToRight();
        return alike ? name : FIRST_STRONG_ISOLATE + name + POP_DIRECTIONAL_ISOLATE;
    }
}
