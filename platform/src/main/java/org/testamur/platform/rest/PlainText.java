package org.testamur.platform.rest;

import java.util.Optional;

/** Checks text for characters that it must not contain: C0 controls other than tab and newline, and lone surrogates. */
public final class PlainText {

    private PlainText() {}

    /** What is wrong with the text, if anything. */
    public static Optional<String> fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 && c != '\t' && c != '\n') {
                return Optional.of("holds the control character U+%04X at position %d".formatted((int) c, i));
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return Optional.of("holds half a surrogate pair at position " + i);
                }
                i++;
            } else if (Character.isLowSurrogate(c)) {
                return Optional.of("holds half a surrogate pair at position " + i);
            }
        }
        return Optional.empty();
    }
}
