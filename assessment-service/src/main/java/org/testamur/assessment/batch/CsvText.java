package org.testamur.assessment.batch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testamur.platform.problem.Refusal;

/**
 * Holds the text of a CSV file and its cell separator, as spreadsheets write them: commas, semicolons where the comma
 * is the decimal separator, or tabs; UTF-8 or, with a byte order mark, UTF-16.
 *
 * @param firstLine the number of the line with which {@code text} begins, from 1
 */
record CsvText(String text, char separator, int firstLine) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** Excel writes and reads this line before the header. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=([,;\t])\"?(\r\n|\r|\n|$)");

    static CsvText read(byte[] body, Predicate<String> isColumn) {
        String text = decoded(body);
        Matcher named = SEPARATOR_LINE.matcher(text);
        CsvText csv = named.lookingAt()
                ? new CsvText(text.substring(named.end()), named.group(1).charAt(0), 2)
                : new CsvText(text, separator(text, isColumn), 1);
        csv.checkQuotes();
        return csv;
    }

    /** The one that makes the most columns of the header; a comma unless another is better. */
    private static char separator(String text, Predicate<String> isColumn) {
        String header = text.lines().findFirst().orElse("");
        char best = ',';
        long most = -1;
        for (char candidate : new char[] {',', ';', '\t'}) {
            long columns = Pattern.compile(Pattern.quote(String.valueOf(candidate)))
                    .splitAsStream(header)
                    .map(cell -> cell.strip().replace("\"", ""))
                    .filter(isColumn)
                    .count();
            if (columns > most) {
                most = columns;
                best = candidate;
            }
        }
        return best;
    }

    private static String decoded(byte[] body) {
        Charset charset = StandardCharsets.UTF_8;
        if (body.length >= 2 && (body[0] & 0xff) + (body[1] & 0xff) == 0xff + 0xfe) {
            charset = (body[0] & 0xff) == 0xfe ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Refusal.invalid(
                    "",
                    "the body is not %s: in Excel save it as \"CSV UTF-8\", in LibreOffice choose UTF-8 when saving"
                            .formatted(charset.name().toUpperCase(Locale.ROOT)));
        }
    }

    /** Refuses a quote that is never closed, or closed in the middle of a cell, by the line on which it opens. */
    private void checkQuotes() {
        int line = firstLine;
        int opened = 0;
        boolean cellBegins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
                line++;
            }
            if (opened > 0) {
                if (c != '"') {
                    continue;
                }
                char next = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
                if (next == '"') {
                    i++;
                } else if (next == separator || next == '\n' || next == '\r') {
                    opened = 0;
                } else {
                    throw quote(opened, "closes in the middle of a cell on line " + line);
                }
            } else if (c == '"' && cellBegins) {
                opened = line;
            } else {
                cellBegins = c == separator || c == '\n' || c == '\r';
            }
        }
        if (opened > 0) {
            throw quote(opened, "is never closed");
        }
    }

    private static Refusal quote(int line, String what) {
        return Refusal.invalid(
                "/rows",
                "line %d: the quote that opens on this line %s; a quote within a cell is written twice (RFC 4180 §2)"
                        .formatted(line, what));
    }
}
