package org.testamur.issuance.vcapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the credentials in a request of the simplest form: one member, and perhaps empty options. It follows strings
 * and brackets only. Other forms are left to a parser.
 */
final class JsonSpans {

    private final byte[] text;
    private int at;

    JsonSpans(byte[] text) {
        this.text = text;
    }

    /** The object that is the value of the request's only member; null when the request is of another form. */
    byte @Nullable [] only(String member) {
        if (!opens(member)) {
            return null;
        }
        byte[] object = object();
        return object != null && closes() ? object : null;
    }

    /** The objects of the array that is the value of the request's only member; null when it is of another form. */
    @Nullable
    List<byte[]> onlyList(String member) {
        if (!opens(member) || !take('[')) {
            return null;
        }
        List<byte[]> objects = new ArrayList<>();
        do {
            byte[] object = object();
            if (object == null) {
                return null;
            }
            objects.add(object);
        } while (take(','));
        return take(']') && closes() ? objects : null;
    }

    private boolean opens(String member) {
        return take('{') && key(member);
    }

    /** Also: {@code , "options": {}}. */
    private boolean closes() {
        if (take(',') && !(key("options") && take('{') && take('}'))) {
            return false;
        }
        return take('}') && rest();
    }

    private boolean rest() {
        space();
        return at == text.length;
    }

    private boolean key(String member) {
        space();
        byte[] quoted = ("\"" + member + "\"").getBytes(StandardCharsets.US_ASCII);
        int end = at + quoted.length;
        if (end > text.length || !Arrays.equals(text, at, end, quoted, 0, quoted.length)) {
            return false;
        }
        at = end;
        return take(':');
    }

    private boolean take(char wanted) {
        space();
        if (at < text.length && text[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    private byte @Nullable [] object() {
        space();
        if (at >= text.length || text[at] != '{') {
            return null;
        }
        int start = at;
        int depth = 0;
        while (at < text.length) {
            byte octet = text[at++];
            if (octet == '"') {
                skipString();
            } else if (octet == '{' || octet == '[') {
                depth++;
            } else if ((octet == '}' || octet == ']') && --depth == 0) {
                return octet == '}' ? Arrays.copyOfRange(text, start, at) : null;
            }
        }
        return null;
    }

    private void skipString() {
        while (at < text.length) {
            byte octet = text[at++];
            if (octet == '"') {
                return;
            }
            if (octet == '\\') {
                at++;
            }
        }
    }
}
