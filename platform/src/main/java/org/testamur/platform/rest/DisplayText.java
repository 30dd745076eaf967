package org.testamur.platform.rest;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the characters of text that is shown to people: names, titles, descriptions. Refuses what is invisible (UAX
 * #44 {@code Default_Ignorable_Code_Point}), what reorders its surroundings (UAX #9 explicit formatting), and what has
 * no meaning of its own (private use, unassigned, halves of surrogate pairs). Keeps what scripts need: combining marks,
 * joiners where they shape letters (after RFC 5892 appendix A), variation selectors behind what they vary.
 */
public final class DisplayText {

    /**
     * The most marks on one letter, of any width and with joiners between; Tibetan stacks reach eight, Burmese
     * syllables nine.
     */
    private static final int MOST_MARKS = 10;

    /** Viramas and their like, after which a joiner chooses the form of a conjunct. */
    private static final String VIRAMAS = "\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA"
            + "\u0F84\u1039\u103A\u17D2\u1A60\u1B44\u1BAA\u1BAB\uA806\uA82C\uA8C4\uA953\uA9C0\uAAF6\uABED";

    /** Scripts of joined letters, where a non-joiner ends the connection; Persian writes so within words. */
    private static final Set<UnicodeScript> CURSIVE = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.MANDAIC,
            UnicodeScript.NKO,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.ADLAM,
            UnicodeScript.HANIFI_ROHINGYA);

    private final String text;
    private final boolean lines;

    private DisplayText(String text, boolean lines) {
        this.text = text;
        this.lines = lines;
    }

    /** What is wrong with a name or title: one line that shows something. */
    public static Optional<String> faultOfLine(String text) {
        return new DisplayText(text, false).fault();
    }

    /**
     * What is wrong with a text of any number of lines. Soft hyphens, break opportunities and direction marks are
     * typography there and no disguise.
     */
    public static Optional<String> faultOfText(String text) {
        return new DisplayText(text, true).fault();
    }

    /**
     * The text in Unicode's composed form (NFC) without the space around it, so that one name has one spelling. CJK
     * compatibility ideographs stay as they are: NFC would give people another glyph than the one that they write.
     */
    public static String composed(String text) {
        StringBuilder composed = new StringBuilder(text.length());
        int from = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (isCompatibilityIdeograph(c)) {
                composed.append(Normalizer.normalize(text.substring(from, i), Normalizer.Form.NFC))
                        .appendCodePoint(c);
                from = i + Character.charCount(c);
            }
        }
        composed.append(Normalizer.normalize(text.substring(from), Normalizer.Form.NFC));
        int start = 0;
        int end = composed.length();
        while (start < end && isSpace(composed.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(composed.charAt(end - 1))) {
            end--;
        }
        return composed.substring(start, end);
    }

    private Optional<String> fault() {
        boolean shows = false;
        int marks = 0;
        int before = -1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (isMark(c)) {
                marks++;
            } else if (c != 0x200C && c != 0x200D) {
                marks = 0;
            }
            if (!isAllowed(c, before, next < text.length() ? text.codePointAt(next) : -1)) {
                return Optional.of("holds U+%04X at position %d, which cannot be shown here".formatted(c, i));
            }
            if (isMark(c) && (before == -1 || isSpace(before))) {
                return Optional.of(
                        "holds the combining mark U+%04X at position %d without a letter before it".formatted(c, i));
            }
            if (marks > MOST_MARKS) {
                return Optional.of("holds more than %d marks on one letter at position %d".formatted(MOST_MARKS, i));
            }
            shows |= isVisible(c);
            before = c;
            i = next;
        }
        return shows ? Optional.empty() : Optional.of("shows nothing: a letter, digit or sign is expected");
    }

    private boolean isAllowed(int c, int before, int after) {
        if (c == '\n' || c == '\t') {
            return lines;
        }
        if (c == 0x200C || c == 0x200D) {
            return joins(c, before, after);
        }
        if (isVariationSelector(c)) {
            return varies(c, before);
        }
        return switch (c) {
            // Soft hyphen, zero width space, word joiner.
            case 0x00AD, 0x200B, 0x2060 -> lines && isVisible(before);
            // Left-to-right, right-to-left and Arabic letter marks.
            case 0x200E, 0x200F, 0x061C -> lines && text.codePoints().anyMatch(DisplayText::isRightToLeft);
            // Mongolian vowel separator.
            case 0x180E -> isOf(UnicodeScript.MONGOLIAN, before) && isOf(UnicodeScript.MONGOLIAN, after);
            // Fillers and other letters and marks that have no shape.
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC, 0x16FE4, 0x1D159 -> false;
            // Signs that stand before or around digits and letters, and can be seen.
            case 0x0600,
                    0x0601,
                    0x0602,
                    0x0603,
                    0x0604,
                    0x0605,
                    0x06DD,
                    0x070F,
                    0x0890,
                    0x0891,
                    0x08E2,
                    0x110BD,
                    0x110CD -> true;
            default ->
                switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
        };
    }

    /** Joiner and non-joiner stand where they change what is seen. */
    private static boolean joins(int joiner, int before, int after) {
        if (before == -1) {
            return false;
        }
        if (VIRAMAS.indexOf(before) >= 0) {
            // Also at the end of a word: Malayalam writes chillus so.
            return true;
        }
        if (joiner == 0x200D) {
            boolean pictographs =
                    (Character.isExtendedPictographic(before) || before == 0xFE0F || Character.isEmojiModifier(before))
                            && Character.isExtendedPictographic(after);
            if (pictographs) {
                return true;
            }
        }
        if (VIRAMAS.indexOf(after) >= 0) {
            // Before the virama: Bengali ya-phalaa behind ra, Kannada reph.
            return (Character.isLetter(before) || isMark(before))
                    && UnicodeScript.of(before) == UnicodeScript.of(after);
        }
        if (joiner == 0x200D) {
            return false;
        }
        return after != -1
                && (Character.isLetter(before) || isMark(before))
                && Character.isLetter(after)
                && CURSIVE.contains(UnicodeScript.of(after))
                && (UnicodeScript.of(before) == UnicodeScript.of(after)
                        || UnicodeScript.of(before) == UnicodeScript.INHERITED);
    }

    private static boolean varies(int selector, int before) {
        if (before == -1) {
            return false;
        }
        if (selector >= 0xE0100) {
            return Character.isIdeographic(before);
        }
        if (selector >= 0xFE00) {
            return Character.isIdeographic(before)
                    || Character.isEmoji(before)
                    || Character.isExtendedPictographic(before)
                    || (selector == 0xFE00 && UnicodeScript.of(before) == UnicodeScript.MYANMAR);
        }
        return isOf(UnicodeScript.MONGOLIAN, before);
    }

    private static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF)
                || (c >= 0x180B && c <= 0x180D)
                || c == 0x180F;
    }

    private static boolean isOf(UnicodeScript script, int c) {
        return c != -1 && UnicodeScript.of(c) == script;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isVisible(int c) {
        if (c == -1 || isSpace(c) || c == 0x2800) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isRightToLeft(int c) {
        byte direction = Character.getDirectionality(c);
        return Character.isLetter(c)
                && (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    }

    private static boolean isCompatibilityIdeograph(int c) {
        return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
    }
}
