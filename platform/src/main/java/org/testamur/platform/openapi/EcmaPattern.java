package org.testamur.platform.openapi;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a regular expression of Java, which matches the whole text, into one of ECMAScript, which looks for a match, as
 * JSON Schema 2020-12 §6.3.3 has it.
 */
final class EcmaPattern {

    private static final Pattern POSSESSIVE = Pattern.compile("(?<=[^\\\\])([+*?}])\\+");
    private static final Pattern FLAGS = Pattern.compile("^\\(\\?[a-zA-Z]+\\)");
    /** What ECMAScript reads otherwise or not at all: flags inside, atomic groups, quotes, anchors, POSIX classes. */
    private static final Pattern JAVA_ONLY =
            Pattern.compile("\\(\\?[a-zA-Z>]|\\\\[QEAZzGhHRX]|\\\\[pP]\\{(?!L\\}|N\\}|P\\}|S\\}|Z\\}|C\\})|&&\\[");
    /** What Bean Validation's NotBlank becomes: it looks for a match already. */
    private static final String NOT_BLANK = "\\S";

    private EcmaPattern() {}

    /** Null where ECMAScript has no such expression: the description says it then. */
    static @Nullable String of(String java) {
        if (java.equals(NOT_BLANK)) {
            return java;
        }
        String plain = FLAGS.matcher(java).replaceFirst("").replace("\\p{Cntrl}", "\\x00-\\x1F\\x7F");
        plain = POSSESSIVE.matcher(plain).replaceAll("$1");
        if (JAVA_ONLY.matcher(plain).find()) {
            return null;
        }
        return plain.startsWith("^") && plain.endsWith("$") ? plain : "^(?:" + plain + ")$";
    }
}
