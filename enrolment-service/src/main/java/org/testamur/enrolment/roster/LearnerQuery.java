package org.testamur.enrolment.roster;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.PlainText;

/**
 * What staff look for: the beginnings of words of a name, the beginning of an e-mail address, or a whole number.
 *
 * @param words in the language of PostgreSQL's text search; null: no name is looked for
 * @param address in lower case; null: no address is looked for
 */
record LearnerQuery(@Nullable String words, @Nullable String address, String number) {

    static final int FEWEST = 2;
    static final int MOST = 100;
    private static final int MOST_WORDS = 8;
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036f]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

    /** Refuses what is too short to mean anybody, and what no text may hold. */
    static LearnerQuery of(@Nullable String asked) {
        String text = asked == null ? "" : asked.strip();
        PlainText.fault(text).ifPresent(fault -> {
            throw Refusal.invalid("query:q", fault);
        });
        int length = text.codePointCount(0, text.length());
        if (length < FEWEST || length > MOST) {
            throw Refusal.invalid("query:q", "must have " + FEWEST + " to " + MOST + " characters");
        }
        return text.indexOf('@') >= 0
                ? new LearnerQuery(null, text.toLowerCase(Locale.ROOT), text)
                : new LearnerQuery(words(text), null, text);
    }

    /** Letters and digits alone stand in it, so nothing in it is an operator. */
    private static @Nullable String words(String text) {
        String folded = MARKS.matcher(
                        Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT))
                .replaceAll("");
        String words = Arrays.stream(BETWEEN_WORDS.split(folded, -1))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .map(word -> "'" + word + "':*")
                .collect(Collectors.joining(" & "));
        return words.isEmpty() ? null : words;
    }
}
