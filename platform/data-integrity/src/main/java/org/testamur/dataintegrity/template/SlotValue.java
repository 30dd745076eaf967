package org.testamur.dataintegrity.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.rdf.CodePoints;

/**
 * Holds a value as written into canonical N-Quads and into JSON, both in UTF-8 and usually the same bytes.
 *
 * @param quads the value between the delimiters of its term
 * @param json the value between the quotes of its string, as Jackson writes it
 */
record SlotValue(byte[] quads, byte[] json) {

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    /** What must be looked at: Java writes a question mark for half of a surrogate pair. */
    private static final byte QUESTION = 1;

    private static final byte ESCAPED = 2;
    private static final byte NOT_IN_IRI = 4;
    private static final byte PERCENT = 8;
    private static final byte HASH = 16;
    private static final byte[] MARKS = marks();

    private static final boolean[] HOST_CHARACTER = characters("-.");
    private static final boolean[] DID_CHARACTER = characters("-._:");

    /** The value, if it is of its kind and can be written at all. */
    static @Nullable SlotValue of(Slot.ValueKind kind, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return switch (kind) {
            case TEXT -> text(value, bytes);
            case IRI -> isIri(value, bytes) ? new SlotValue(bytes, bytes) : null;
            case DATE_TIME -> isDateTime(bytes) ? new SlotValue(bytes, bytes) : null;
            case INTEGER_TEXT -> isInteger(bytes) ? new SlotValue(bytes, bytes) : null;
        };
    }

    /** The value unescaped, to be ordered by. */
    static SlotValue plain(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new SlotValue(bytes, bytes);
    }

    private static @Nullable SlotValue text(String value, byte[] bytes) {
        int seen = 0;
        for (byte octet : bytes) {
            seen |= MARKS[octet & 0xFF];
        }
        if ((seen & QUESTION) != 0 && !CodePoints.isWellFormed(value)) {
            return null;
        }
        if ((seen & ESCAPED) == 0) {
            return new SlotValue(bytes, bytes);
        }
        int longer = 0;
        boolean deleted = false;
        for (byte octet : bytes) {
            if (octet >= 0 && octet < 0x20) {
                longer += shortEscape(octet) != 0 ? 1 : 5;
            } else if (octet == '"' || octet == '\\') {
                longer++;
            } else if (octet == 0x7F) {
                deleted = true;
            }
        }
        byte[] json = escape(bytes, longer, false);
        return new SlotValue(deleted ? escape(bytes, longer, true) : json, json);
    }

    /** N-Quads and Jackson escape alike, save that only N-Quads escape the character 7F. */
    private static byte[] escape(byte[] bytes, int longer, boolean deleteToo) {
        int deletes = 0;
        if (deleteToo) {
            for (byte octet : bytes) {
                deletes += octet == 0x7F ? 1 : 0;
            }
        }
        byte[] out = new byte[bytes.length + longer + 5 * deletes];
        int at = 0;
        for (byte octet : bytes) {
            byte letter = shortEscape(octet);
            if (letter != 0) {
                out[at++] = '\\';
                out[at++] = letter;
            } else if ((octet >= 0 && octet < 0x20) || (deleteToo && octet == 0x7F)) {
                out[at++] = '\\';
                out[at++] = 'u';
                out[at++] = '0';
                out[at++] = '0';
                out[at++] = HEX[octet >> 4];
                out[at++] = HEX[octet & 0xF];
            } else {
                out[at++] = octet;
            }
        }
        return out;
    }

    private static byte shortEscape(byte octet) {
        return (byte)
                switch (octet) {
                    case '\b' -> 'b';
                    case '\t' -> 't';
                    case '\n' -> 'n';
                    case '\f' -> 'f';
                    case '\r' -> 'r';
                    case '"' -> '"';
                    case '\\' -> '\\';
                    default -> 0;
                };
    }

    private static byte[] marks() {
        byte[] marks = new byte[256];
        Arrays.fill(marks, NOT_IN_IRI);
        // RFC 3986 without brackets, which few agree on.
        boolean[] iri = characters("-._~:/?@!$&'()*+,;=%#");
        for (int i = 0; i < iri.length; i++) {
            marks[i] = iri[i] ? 0 : NOT_IN_IRI;
            if (i < 0x20 || i == '"' || i == '\\' || i == 0x7F) {
                marks[i] |= ESCAPED;
            }
        }
        marks['?'] |= QUESTION;
        marks['%'] |= PERCENT;
        marks['#'] |= HASH;
        return marks;
    }

    private static boolean isIri(String value, byte[] text) {
        int seen = 0;
        for (byte octet : text) {
            seen |= MARKS[octet & 0xFF];
        }
        return (seen & NOT_IN_IRI) == 0
                && ((seen & QUESTION) == 0 || CodePoints.isWellFormed(value))
                && ((seen & PERCENT) == 0 || isPercentEncoded(text))
                && ((seen & HASH) == 0 || indexOf(text, '#', indexOf(text, '#', 0) + 1) < 0)
                && isAbsoluteIri(text);
    }

    private static boolean isPercentEncoded(byte[] text) {
        for (int at = 0; at < text.length; at++) {
            if (text[at] == '%' && (at + 2 >= text.length || !isHex(text[at + 1]) || !isHex(text[at + 2]))) {
                return false;
            }
        }
        return true;
    }

    /** Of characters that are known to be allowed. */
    private static boolean isAbsoluteIri(byte[] text) {
        if (startsWith(text, "https://")) {
            return isAuthorityAndPath(text, 8);
        }
        if (startsWith(text, "http://")) {
            return isAuthorityAndPath(text, 7);
        }
        if (startsWith(text, "urn:")) {
            int colon = indexOf(text, ':', 4);
            return colon > 5 && all(text, 4, colon, HOST_CHARACTER) && text[4] != '-' && hasRest(text, colon + 1);
        }
        if (startsWith(text, "did:")) {
            int colon = indexOf(text, ':', 4);
            if (colon < 5 || colon + 1 == text.length || !all(text, 4, colon, HOST_CHARACTER)) {
                return false;
            }
            return DID_CHARACTER[text[colon + 1]];
        }
        return false;
    }

    private static boolean isAuthorityAndPath(byte[] text, int start) {
        int at = start;
        while (at < text.length && HOST_CHARACTER[text[at]]) {
            at++;
        }
        if (at == start || text[start] == '-' || text[start] == '.') {
            return false;
        }
        if (at < text.length && text[at] == ':') {
            int port = ++at;
            while (at < text.length && text[at] >= '0' && text[at] <= '9') {
                at++;
            }
            if (at == port || at - port > 5) {
                return false;
            }
        }
        return at == text.length || text[at] == '/' || text[at] == '?' || text[at] == '#';
    }

    private static boolean hasRest(byte[] text, int start) {
        return start < text.length && text[start] != '#' && text[start] != '/';
    }

    private static boolean isHex(byte octet) {
        return (octet >= '0' && octet <= '9') || (octet >= 'A' && octet <= 'F') || (octet >= 'a' && octet <= 'f');
    }

    private static boolean startsWith(byte[] text, String prefix) {
        if (text.length < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (text[i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] text, char wanted, int start) {
        for (int at = start; at < text.length; at++) {
            if (text[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    private static boolean all(byte[] text, int start, int end, boolean[] allowed) {
        for (int at = start; at < end; at++) {
            if (!allowed[text[at]]) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] characters(String others) {
        boolean[] allowed = new boolean[128];
        Arrays.fill(allowed, '0', '9' + 1, true);
        Arrays.fill(allowed, 'A', 'Z' + 1, true);
        Arrays.fill(allowed, 'a', 'z' + 1, true);
        others.chars().forEach(other -> allowed[other] = true);
        return allowed;
    }

    private static boolean isInteger(byte[] text) {
        if (text.length == 0 || text.length > 18 || (text[0] == '0' && text.length > 1)) {
            return false;
        }
        for (byte octet : text) {
            if (octet < '0' || octet > '9') {
                return false;
            }
        }
        return true;
    }

    /** A subset of RFC 3339 that every reader of date-times accepts. */
    private static boolean isDateTime(byte[] text) {
        if (text.length < 20
                || text[4] != '-'
                || text[7] != '-'
                || text[10] != 'T'
                || text[13] != ':'
                || text[16] != ':') {
            return false;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if (year < 1000
                || month < 1
                || month > 12
                || day < 1
                || day > daysOf(year, month)
                || !isWithin(number(text, 11, 13), 23)
                || !isWithin(number(text, 14, 16), 59)
                || !isWithin(number(text, 17, 19), 59)) {
            return false;
        }
        int at = 19;
        if (text[at] == '.') {
            int fraction = ++at;
            while (at < text.length && text[at] >= '0' && text[at] <= '9') {
                at++;
            }
            if (at == fraction || at - fraction > 9 || at == text.length) {
                return false;
            }
        }
        return isOffset(text, at);
    }

    private static boolean isOffset(byte[] text, int at) {
        if (text[at] == 'Z') {
            return at + 1 == text.length;
        }
        if ((text[at] != '+' && text[at] != '-') || at + 6 != text.length || text[at + 3] != ':') {
            return false;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        return isWithin(hours, 14)
                && isWithin(minutes, hours == 14 ? 0 : 59)
                && (text[at] == '+' || hours > 0 || minutes > 0);
    }

    private static int daysOf(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static boolean isWithin(int number, int most) {
        return number >= 0 && number <= most;
    }

    /** The digits' value, or -1. */
    private static int number(byte[] text, int start, int end) {
        int value = 0;
        for (int at = start; at < end; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return -1;
            }
            value = value * 10 + text[at] - '0';
        }
        return value;
    }
}
