package org.testamur.local;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Brings the path of a request into the one form in which it is routed and passed on (RFC 3986 §6.2.2), so that the
 * front door and the part behind it cannot read it differently.
 */
sealed interface NormalPath {

    /** The path to route by and to pass on. */
    record Of(String path) implements NormalPath {}

    /** A path that is refused, with the reason. */
    record Refused(String reason) implements NormalPath {}

    /** What may stand in a path besides letters and digits (RFC 3986 §3.3), but for parameters after a semicolon. */
    String OTHERS = "-._~!$&'()*+,=:@/";

    static NormalPath of(String raw) {
        if (!raw.startsWith("/")) {
            return new Refused("A path begins with a slash.");
        }
        var normal = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                if (!isLetterOrDigit(c) && OTHERS.indexOf(c) < 0) {
                    return new Refused("A path holds no character U+%04X.".formatted((int) c));
                }
                normal.append(c);
                continue;
            }
            if (i + 2 >= raw.length()
                    || !HexFormat.isHexDigit(raw.charAt(i + 1))
                    || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
                return new Refused("A percent sign is followed by two hexadecimal digits.");
            }
            int octet = HexFormat.fromHexDigits(raw, i + 1, i + 3);
            if (octet < 0x20 || octet == 0x7f || octet == '/' || octet == '\\' || octet == '.') {
                return new Refused("A path holds no encoded control character, slash or dot.");
            }
            boolean unreserved = isLetterOrDigit((char) octet) || octet == '-' || octet == '_' || octet == '~';
            normal.append(
                    unreserved
                            ? String.valueOf((char) octet)
                            : "%" + HexFormat.of().withUpperCase().toHexDigits((byte) octet));
            i += 2;
        }
        var path = normal.toString();
        if (path.contains("//")) {
            return new Refused("A path holds no empty segment.");
        }
        for (var segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return new Refused("A path holds no segment of dots.");
            }
        }
        return isUtf8(path) ? new Of(path) : new Refused("What a path encodes is UTF-8.");
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isUtf8(String path) {
        var octets = new byte[path.length()];
        int count = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                octets[count++] = (byte) HexFormat.fromHexDigits(path, i + 1, i + 3);
                i += 2;
            } else {
                octets[count++] = (byte) path.charAt(i);
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, count));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
